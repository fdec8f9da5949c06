import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { AppstoreOutlined, CalendarOutlined, CheckSquareOutlined, ContactsOutlined, DeleteOutlined, FieldNumberOutlined, FileOutlined, FontSizeOutlined, FunctionOutlined, LinkOutlined, PlusOutlined, SnippetsOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ComponentType, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import type { UnitInfo } from '../../model/design';
import { add, place } from '../../model/formcommand';
import { deletedOf, keptInside, placeAll, unplaced } from '../../model/formfield';
import { matches } from '../../model/initials';
import { typeName, useDesk, useDeskState, useDraft, type Desk } from './desk';
import style from './palette.module.css';

const icons: Readonly<Record<string, ComponentType<{ 'aria-hidden'?: boolean }>>> = {
  text: FontSizeOutlined, number: FieldNumberOutlined, choice: CheckSquareOutlined, time: CalendarOutlined, contact: ContactsOutlined, people: UserOutlined, file: FileOutlined,
  relation: LinkOutlined, system: FunctionOutlined, layout: AppstoreOutlined,
};
/** Groups in the order people look for them; one that is not named here comes last. */
const order = ['text', 'choice', 'number', 'time', 'contact', 'people', 'file', 'relation', 'system', 'layout'];

/** byRank puts what is used most first. */
const byRank = (units: readonly UnitInfo[]) => [...units].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99));

interface Entry {
  id: string;
  label: string;
  group: string;
  help?: string;
  /** Carries out what a press or Enter does. */
  run: () => void;
  /** What is dragged. */
  data: Record<string, unknown>;
}

/** entriesOf is what can be added: units of the catalogue, and for the public page the fields that it does not show yet. */
function entriesOf(desk: Desk, open: boolean, lost: readonly { key: string; title: unknown; type: string }[]): Entry[] {
  const at = () => [desk.document(), desk.where(), desk.language] as const;
  const selected = () => desk.store.getState().selected;
  const unit = (field: boolean) => (info: UnitInfo): Entry => ({
    id: `${field ? 'field' : 'unit'}-${info.id}`,
    label: say(info.label, desk.language),
    group: info.group,
    help: say(info.help, desk.language) || undefined,
    run: () => void desk.make(add(...at(), { unit: info, field }, { selected: selected(), words: desk.option })),
    data: { kind: 'new', unit: info.id, field },
  });
  if (!open) return [...byRank(desk.catalog.fields).map(unit(true)), ...desk.catalog.layout.map(unit(false))];
  const fields = lost.map((field): Entry => ({
    id: `place-${field.key}`,
    label: say(field.title as string, desk.language),
    group: desk.unit(field.type)?.group ?? '',
    help: typeName(desk, field.type),
    run: () => void desk.perform(place(...at(), field.key, { selected: selected() })),
    data: { kind: 'place', field: field.key },
  }));
  return [...fields, ...desk.catalog.layout.map(unit(false))];
}

/** Palette is everything that can be put into the form: found by typing, put in by a press, Enter or dragging. */
export function Palette() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { spec } = useDraft();
  const open = useDeskState((state) => state.mode === 'public');
  const adding = useDeskState((state) => state.adding);
  const [search, setSearch] = useState('');
  const input = useRef<InputRef>(null);
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (adding > 0) input.current?.focus({ cursor: 'all' });
  }, [adding]);
  const all = entriesOf(desk, open, open ? unplaced(spec, 'public') : []);
  const kept = open ? keptInside(spec, 'public') : [];
  const found = all.filter((entry) => !search.trim() || matches(search, entry.label, entry.id.replace(/^\w+-/, ''), entry.group));
  const groups = [...new Set(found.map((entry) => entry.group))].sort((a, b) => (order.indexOf(a) + 100) % 100 - ((order.indexOf(b) + 100) % 100));
  const go = (event: KeyboardEvent) => {
    const buttons = [...root.current!.querySelectorAll<HTMLElement>('[data-entry]')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const step = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') {
      desk.store.setState((now) => ({ focus: now.focus + 1, drawer: undefined }));
      setSearch('');
    }
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (at + step < 0) input.current?.focus();
    else buttons[at < 0 ? 0 : Math.min(at + step, buttons.length - 1)]?.focus();
  };
  return (
    <section ref={root} className={style.palette} aria-label={t('palette')} onKeyDown={go}>
      <Input
        ref={input}
        value={search}
        allowClear
        aria-label={t('find')}
        placeholder={t('findHint')}
        onChange={(event) => setSearch(event.target.value)}
        onPressEnter={(event) => {
          event.preventDefault();
          found[0]?.run();
          setSearch('');
        }}
      />
      {open && all.length > 1 && !search ? (
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => desk.perform(placeAll(desk.document(), desk.where(), desk.language))}>
          {t('placeAll')}
        </Button>
      ) : null}
      {kept.length > 0 && !search ? <p className={style.none}>{t('keptInside', { fields: kept.map((field) => say(field.title as string, desk.language)).join(t('retype.and')) })}</p> : null}
      <div className={style.groups}>
        {groups.map((group) => (
          <div key={group} className={style.group}>
            <h3>{t(`group.${group}`, { defaultValue: group })}</h3>
            <ul>
              {found.filter((entry) => entry.group === group).map((entry) => (
                <li key={entry.id}>
                  <Piece entry={entry} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {found.length === 0 ? <p className={style.none}>{open && !search ? t('allPlaced') : t('nothingFound')}</p> : null}
      </div>
      {open ? null : (
        <div className={style.foot}>
          <Button type="text" size="small" icon={<SnippetsOutlined aria-hidden />} onClick={() => desk.put({ asking: { what: 'paste' } })}>
            {t('paste.button')}
          </Button>
          <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => desk.put({ asking: { what: 'bin' } })}>
            {t('bin.button', { count: deletedOf(spec).length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function Piece({ entry }: { entry: Entry }) {
  const root = useRef<HTMLButtonElement>(null);
  const data = useRef(entry.data);
  data.current = entry.data;
  useEffect(() => draggable({ element: root.current!, getInitialData: () => data.current }), []);
  const Icon = icons[entry.group] ?? AppstoreOutlined;
  return (
    <button ref={root} type="button" data-entry={entry.id} title={entry.help} onClick={entry.run}>
      <Icon aria-hidden />
      <span>{entry.label}</span>
    </button>
  );
}
