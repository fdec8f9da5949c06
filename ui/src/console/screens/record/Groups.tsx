import { DownOutlined } from '@ant-design/icons';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Form, type FormHandle } from '../../../form';
import { open as enterable } from '../../../model/formstate';
import { fieldsIn, isEmpty, type LayoutItem } from '../../../model/formview';
import { fields } from '../../../units/fields';
import style from './tabs.module.css';

interface GroupsProps {
  groups: readonly Group[];
  form: FormHandle;
  onSubmit: () => void;
  /** Fields that an open task of the reader is about. */
  wanted: ReadonlySet<string>;
}

interface Group {
  item: LayoutItem;
  keys: string[];
  filled: string[];
}

/** So many sections are read one below the other without folding any. */
const few = 3;

const named = (item: LayoutItem) => Boolean(item.title && item.children && (item.type === 'section' || !item.type));

/** gathered are the sections with a name, and what stands between them taken together. */
function gathered(items: readonly LayoutItem[]): LayoutItem[] {
  const out: LayoutItem[] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (named(item)) out.push(item);
    else if (last && !named(last)) out[out.length - 1] = { ...last, children: [...last.children!, item] };
    else out.push({ type: 'section', key: `between${out.length}`, children: [item] });
  }
  return out;
}

/** groupsOf are the sections of a form that have something to show now; undefined where it has too few to fold any. */
export function groupsOf({ view, state, pages }: FormHandle): Group[] | undefined {
  const items = pages.length === 1 ? pages[0]!.items : [];
  if (items.filter(named).length <= few) return undefined;
  const seen = (key: string) => view.fields[key] && !state.hidden.has(key) && !fields.get(view.fields[key].type).bare;
  const full = (key: string) => {
    const field = view.fields[key]!;
    const unit = fields.get(field.type);
    if (unit.output && state.values[key] === 0) return false; // counted before there was anything to count
    return field.level === 'masked' ? Boolean(view.texts?.[key]) : !(unit.empty ?? isEmpty)(state.values[key], field);
  };
  return gathered(items)
    .filter((item) => !state.hidden.has(item.key ?? ''))
    .map((item) => ({ item, keys: fieldsIn([item]).filter(seen) }))
    .filter(({ keys }) => keys.length > 0)
    .map((group) => ({ ...group, filled: group.keys.filter(full) }));
}

/**
 * Groups draws a form section by section. What the reader works on stands open: the first section, what a task of theirs is
 * about, and what they may change and was filled in; the rest says how much is in it and opens on a press.
 */
export function Groups({ groups, form, onSubmit, wanted }: GroupsProps) {
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({});
  const changed = Object.keys(form.changes());
  const wrong = groups.findIndex(({ keys }) => keys.some((key) => form.problems.has(key)));
  return groups.map(({ item, keys, filled }, at) => {
    const key = item.key ?? String(at);
    const pressing = keys.some((one) => form.problems.has(one) || changed.includes(one));
    const usual = at === 0 || form.readOnly || keys.some((one) => wanted.has(one)) || filled.some((one) => enterable(form.view, form.state, one));
    const shown = pressing || (turned[key] ?? usual);
    const own = { pages: [{ key, items: [{ ...item, title: undefined }], fields: keys }], page: 0, attempted: false, attention: at === wrong ? form.attention : 0 };
    const body = <Form form={{ ...form, ...own }} onSubmit={onSubmit} />;
    if (!item.title) {
      return (
        <div key={key} className={style.group}>
          {body}
        </div>
      );
    }
    return (
      <Section key={key} title={item.title} open={shown} count={filled.length} onTurn={() => setTurned((before) => ({ ...before, [key]: !shown }))}>
        {body}
      </Section>
    );
  });
}

interface SectionProps {
  title: string;
  open: boolean;
  count: number;
  onTurn: () => void;
  children: ReactNode;
}

function Section({ title, open, count, onTurn, children }: SectionProps) {
  const { t } = useTranslation('record');
  const id = useId();
  return (
    <section className={style.group} aria-labelledby={id}>
      <h2>
        <button type="button" aria-expanded={open} onClick={onTurn}>
          <span id={id}>{title}</span>
          {open ? null : <small>{count > 0 ? t('group.filled', { count }) : t('group.none')}</small>}
          <DownOutlined aria-hidden rotate={open ? 180 : 0} />
        </button>
      </h2>
      {open ? children : null}
    </section>
  );
}
