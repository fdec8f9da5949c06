import type { CSSProperties, ReactNode } from 'react';
import { fieldsIn, type LayoutItem } from '../model/formview';
import { fields } from '../units/fields';
import { layouts } from '../units/layout';
import { Field } from './Field';
import style from './form.module.css';
import type { FormHandle } from './useForm';

interface ItemsProps {
  items: readonly LayoutItem[];
  form: FormHandle;
  prefix: string;
}

/** shown tells whether a layout item has anything to show now. */
function shown(item: LayoutItem, form: FormHandle): boolean {
  const { view, state } = form;
  if (form.frame) return !item.field || Boolean(view.fields[item.field]);
  if (item.field) {
    const field = view.fields[item.field];
    return Boolean(field) && !state.hidden.has(item.field) && !fields.get(field!.type).bare;
  }
  if (state.hidden.has(item.key ?? '')) return false;
  return item.type === 'notice' || item.type === 'divider' || (item.children ?? []).some((child) => shown(child, form));
}

/** purposeOf is what the field of an item is asked for, where it is asked. */
function purposeOf(item: LayoutItem | undefined, form: FormHandle): string | undefined {
  const field = item?.field && !form.readOnly && !form.state.locked.has(item.field) ? form.view.fields[item.field] : undefined;
  return field?.purpose;
}

const bare = (_: LayoutItem, content: ReactNode) => content;

/** Items draws layout on a grid of twelve; on a phone every item has the whole row. */
export function Items({ items, form, prefix }: ItemsProps) {
  const visible = items.filter((item) => shown(item, form));
  const { frame = bare } = form;
  return (
    <div className={style.grid}>
      {visible.map((item, index) => (
        <div key={item.field ?? item.key ?? index} className={style.cell} style={{ '--width': item.width || 12 } as CSSProperties}>
          {frame(
            item,
            item.field ? <Field field={form.view.fields[item.field]!} form={form} prefix={prefix} said={index > 0 && purposeOf(visible[index - 1], form) === purposeOf(item, form)} /> : <Unit item={item} form={form} prefix={prefix} />,
          )}
        </div>
      ))}
    </div>
  );
}

function Unit({ item, form, prefix }: { item: LayoutItem; form: FormHandle; prefix: string }) {
  const children = item.children ?? [];
  if (item.type === 'notice') {
    return (
      <div className={style.notice}>
        {item.title ? <strong>{item.title}</strong> : null}
        <span>{item.text}</span>
      </div>
    );
  }
  if (item.type === 'columns') {
    const share = Math.max(1, Math.floor(12 / Math.max(1, children.length)));
    return <Items items={children.map((child) => ({ ...child, width: child.width || share }))} form={form} prefix={prefix} />;
  }
  if (layouts.has(item.type ?? '')) {
    const { View } = layouts.get(item.type!);
    const draw = (items: readonly LayoutItem[]) => <Items items={items} form={form} prefix={prefix} />;
    const wrong = (child: LayoutItem) => fieldsIn([child]).filter((key) => form.problems.has(key)).length;
    return <View item={item} id={prefix + item.key} t={form.context.t} draw={draw} wrong={wrong} children={children.filter((child) => shown(child, form))} />;
  }
  const head = `${prefix}${item.key}-head`;
  return (
    <section className={style.section} aria-labelledby={item.title ? head : undefined}>
      {item.title ? <h2 id={head}>{item.title}</h2> : null}
      {item.text ? <p className={style.text}>{item.text}</p> : null}
      <Items items={children} form={form} prefix={prefix} />
    </section>
  );
}
