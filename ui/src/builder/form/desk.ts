import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { say, type Language, type Text } from '../../i18n/text';
import type { Catalog, UnitInfo } from '../../model/design';
import type { Doing } from '../../model/formcommand';
import { findItem, itemsOf, living, type FieldSpec, type FormDefinition, type Found, type Where } from '../../model/formdesign';
import type { Drop } from '../../model/formplace';
import type { Design } from '../session';

export type Mode = 'form' | 'logic' | 'public';

/** What the form designer shows and asks: nothing of it is part of the definition. */
export interface DeskState {
  selected?: string;
  /** The item whose label is written on the canvas. */
  editing?: string;
  /** Where what is dragged would land. */
  drop?: Drop;
  /** Grows when the selected item shall have the focus. */
  focus: number;
  /** Grows when the title in the inspector shall be written: its text is selected then. */
  naming: number;
  /** Grows when somebody wants to look for something to add. */
  adding: number;
  /** What a dialog asks about: deleting, another type, pasting, the bin. */
  asking?: { what: 'remove' | 'type' | 'paste' | 'bin'; key?: string };
  /** On a phone: the drawer that is open. */
  drawer?: 'palette' | 'inspector';
  /** The rules of one field alone are listed. */
  about?: string;
  /** The rule that is open, by its key. */
  rule?: string;
  mode: Mode;
}

/** Desk is what every part of the form designer works with. It never changes; its store does. */
export interface Desk {
  design: Design;
  store: StoreApi<DeskState>;
  catalog: Catalog;
  language: Language;
  where: () => Where;
  document: () => FormDefinition;
  found: (id?: string) => Found | undefined;
  field: (key?: string) => FieldSpec | undefined;
  unit: (type: string) => UnitInfo | undefined;
  /** Carries out a command and selects what it is about; the focus goes there unless `quiet`. False when it cannot be done. */
  perform: (doing: Doing | undefined, quiet?: boolean) => boolean;
  select: (id: string | undefined, focus?: boolean) => void;
  put: (state: Partial<DeskState>) => void;
  /** Keys that still follow the labels of their fields. */
  following: Set<string>;
  /** Carries out a command that makes something new, whose title is written next. */
  make: (doing: Doing | undefined) => boolean;
  /** The word for an option, which new choices begin with. */
  option: string;
}

/** openDesk makes the desk of one form. */
export function openDesk(design: Design, catalog: Catalog, language: Language, option: string): Desk {
  const store = createStore<DeskState>(() => ({ focus: 0, naming: 0, adding: 0, mode: 'form' }));
  const units = new Map([...catalog.fields, ...catalog.layout].map((unit) => [unit.id, unit]));
  const document = () => design.getState().edit.document as unknown as FormDefinition;
  const where = (): Where => (store.getState().mode === 'public' ? 'public' : 'form');
  const select = (id: string | undefined, focus = false) => store.setState((now) => ({ selected: id, editing: undefined, focus: now.focus + (focus ? 1 : 0) }));
  const perform: Desk['perform'] = (doing, quiet) => {
    if (!doing) return false;
    design.settle();
    design.do(doing.command);
    select(doing.select, !quiet);
    return true;
  };
  const following = new Set<string>();
  return {
    ...{ design, store, catalog, language, option, where, document, select, perform, following },
    found: (id = store.getState().selected) => (id ? findItem(itemsOf(document().spec, where()), id) : undefined),
    field: (key = store.getState().selected) => living(document().spec).find((one) => one.key === key),
    unit: (type) => units.get(type),
    make(doing) {
      if (!perform(doing, true)) return false;
      if (doing?.select) following.add(doing.select);
      store.setState((now) => ({ naming: now.naming + 1, drawer: 'inspector' }));
      return true;
    },
    put: (state) => store.setState(state),
  };
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('this stands in the form designer');
  return desk;
}

/** useDeskState reads a part of what the designer shows. */
export function useDeskState<T>(read: (state: DeskState) => T): T {
  return useStore(useDesk().store, read);
}

/** useDraft is the form as it is now. */
export function useDraft(): FormDefinition {
  const { design } = useDesk();
  return useSyncExternalStore(design.subscribe, () => design.getState().edit.document) as unknown as FormDefinition;
}

/** typeName is what people call the type of an item. */
export function typeName(desk: Desk, type: string): string {
  return say(desk.unit(type)?.label, desk.language) || type;
}

/** titleTextOf is the title of an item with all its languages. */
export function titleTextOf(desk: Desk, id: string): Text {
  const found = desk.found(id);
  return found?.item.field ? desk.field(found.item.field)?.title : found?.item.title;
}
