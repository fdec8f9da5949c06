import { createContext, useContext, useState } from 'react';
import type { Problem } from '../../../api/problem';
import type { FormHandle } from '../../../form';
import type { Act } from '../../../model/action';
import type { RecordView } from '../../../model/record';

/** What everything on a record's page shares. */
export interface Desk {
  app: string;
  form: string;
  record: RecordView;
  /** Path of the record in the API. */
  path: string;
  zone?: string;
  /** What is entered in the record's fields, on the left and in the panel of a task alike. */
  sheet: FormHandle;
  /** Shows the record the server answered with, in place of the one on the page. */
  adopt: (record: RecordView) => void;
  /** Reads the record again. */
  reload: () => void;
  /** True while an action is under way. */
  busy: boolean;
  /** Sends an action with everything entered so far; resolves with the problems the caller has to show, empty on success. */
  press: (what: Act, title: string, unsent?: boolean) => Promise<Problem[] | undefined>;
  /** How often the reader has said here that they answer the customer. */
  answers: number;
  /** What is being said beside the fields, by place. */
  notes: Map<string, string>;
}

const Context = createContext<Desk | undefined>(undefined);

export const DeskProvider = Context.Provider;

/** useDesk is the record's page around a component. */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error('useDesk outside of a record page');
  return desk;
}

/** useWords is a text that is being written at a place of the page and is still there when somebody else changes the record. */
export function useWords(place: string): [string, (text: string) => void] {
  const { notes } = useDesk();
  const [text, setText] = useState(() => notes.get(place) ?? '');
  const write = (next: string) => {
    if (next) notes.set(place, next);
    else notes.delete(place);
    setText(next);
  };
  return [text, write];
}
