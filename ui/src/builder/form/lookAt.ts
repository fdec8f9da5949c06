import { itemAt, itemsOf } from '../../model/formdesign';
import type { Desk } from './desk';

/** lookAt shows what a pointer into the definition is about. */
export function lookAt(desk: Desk, pointer: string): void {
  const { spec } = desk.document();
  const field = /^\/spec\/fields\/(\d+)/.exec(pointer)?.[1];
  const layout = /^\/spec\/(public\/)?layout((?:\/(?:children\/)?\d+)+)/.exec(pointer);
  const rule = /^\/spec\/(logic|checks)(?:\/(\d+))?/.exec(pointer);
  if (field !== undefined) {
    const key = spec.fields[Number(field)]?.key;
    desk.put({ mode: 'form' });
    desk.select(key, true);
  } else if (layout) {
    const open = layout[1] !== undefined;
    desk.put({ mode: open ? 'public' : 'form' });
    const place = [...layout[2]!.matchAll(/\d+/g)].map((match) => Number(match[0]));
    desk.select(itemAt(itemsOf(spec, open ? 'public' : 'form'), place)?.id, true);
  } else if (rule) desk.put({ mode: 'logic', about: undefined, rule: spec[rule[1] as 'logic' | 'checks']?.[Number(rule[2])]?.key });
  else if (pointer.startsWith('/spec/public')) desk.put({ mode: 'public', selected: undefined });
}
