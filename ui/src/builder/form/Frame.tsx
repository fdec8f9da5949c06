import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '../../model/formdesign';
import type { FormField, LayoutItem } from '../../model/formview';
import { typeName, useDesk, useDeskState } from './desk';
import { Label } from './Label';
import { Tools } from './Tools';
import style from './canvas.module.css';

interface FrameProps {
  item: LayoutItem;
  id: string;
  field?: FormField;
  /** How many rules are about it. */
  rules: number;
  wrong: boolean;
  children: ReactNode;
}

/** Frame stands around every item of the canvas: it is selected, dragged and named here; what it shows is the form itself. */
export function Frame({ item, id, field, rules, wrong, children }: FrameProps) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const root = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const selected = useDeskState((state) => state.selected === id);
  const editing = useDeskState((state) => state.editing === id);
  const edge = useDeskState((state) => (state.drop?.target === id ? state.drop.edge : undefined));
  const focus = useDeskState((state) => (state.selected === id ? state.focus : 0));
  useEffect(() => {
    // Asked for once: a frame that is drawn late must not take the focus from the title that is being written.
    if (focus === 0 || focused.get(desk) === focus) return;
    focused.set(desk, focus);
    root.current?.focus({ preventScroll: true });
  }, [focus, desk]);
  // What was added while the title is written elsewhere is shown too.
  useEffect(() => {
    if (selected) root.current?.scrollIntoView({ block: 'nearest' });
  }, [selected, focus]);
  useEffect(() => (editing ? undefined : draggable({ element: root.current!, getInitialData: () => ({ kind: 'item', id }) })), [id, editing]);
  const unit = !item.field && holds(item);
  const type = typeName(desk, field?.type ?? item.type ?? '');
  const title = (field?.title ?? item.title) || type;
  const face = (
    <Kept of={field ?? item} unit={unit}>
      {children}
    </Kept>
  );
  return (
    <div
      ref={root}
      className={style.frame}
      role="group"
      aria-label={t('frame', { title, type, rules: rules > 0 ? t('ruleCount', { count: rules }) : '' })}
      aria-current={selected || undefined}
      tabIndex={selected ? 0 : -1}
      data-frame={id}
      data-unit={unit ? item.type : undefined}
      data-edge={edge}
      data-wrong={wrong || undefined}
      onPointerOver={(event) => setOver((event.target as Element).closest('[data-frame]') === root.current)}
      onPointerLeave={() => setOver(false)}
    >
      {unit ? <span className={style.kind}>{type}</span> : null}
      {unit ? face : <div className={style.face} inert>{face}</div>}
      {unit && (item.children ?? []).length === 0 ? <p className={style.empty}>{t('dropHere')}</p> : null}
      {rules > 0 ? (
        <button type="button" className={style.badge} tabIndex={-1} aria-label={t('showRules', { title, count: rules })} onClick={() => desk.put({ mode: 'logic', about: id })}>
          ⚡{rules}
        </button>
      ) : null}
      {(selected || over) && !editing ? <Tools id={id} title={title} required={field?.required === true} /> : null}
      {editing ? <Label id={id} title={(field?.title ?? item.title) || ''} /> : null}
    </div>
  );
}

/** Which wish for the focus each desk has seen to. */
const focused = new WeakMap<object, number>();

interface KeptProps {
  of: unknown;
  unit: boolean;
  children: ReactNode;
}

/** Kept draws a field anew only when the field itself is another one; units always, for what stands in them. */
const Kept = memo(
  ({ children }: KeptProps) => children,
  (before, after) => !before.unit && !after.unit && before.of === after.of,
);
