import { get } from '../../api/client';
import { say } from '../../i18n/text';
import { rename } from '../../model/formfield';
import { taken } from '../../model/formdesign';
import type { Desk } from './desk';

/** keyFor asks the server for the key of a label: pinyin, or a word everybody knows. */
export async function keyFor(title: string, used: readonly string[]): Promise<string | undefined> {
  try {
    return (await get<{ key: string }>('design/key', { query: { title, taken: used.join(',') } })).key;
  } catch {
    // Without the server the key stays as it is; it can be written by hand.
    return undefined;
  }
}

/** follow gives a new field the key of its label, for as long as nobody wrote the key by hand. It belongs to the gesture that wrote the label. */
export async function follow(desk: Desk, key: string): Promise<void> {
  const title = say(desk.field(key)?.title, desk.language).trim();
  if (!desk.following.has(key) || !title) return;
  const to = await keyFor(title, taken(desk.document().spec).filter((one) => one !== key));
  const done = to && to !== key && desk.field(key) ? rename(desk.document(), desk.language, key, to, `title:${key}`) : undefined;
  if (!to || !done) return;
  desk.design.do(done.command);
  desk.following.delete(key);
  desk.following.add(to);
  const { selected, editing } = desk.store.getState();
  desk.put({ selected: selected === key ? to : selected, editing: editing === key ? to : editing });
}
