import type { FormView, Values } from '../model/formview';
import { isEmpty } from '../model/formview';
import { fields, previews, type StoredFile } from '../units/fields';

/** What a visitor has typed and not sent, kept on their own device. */
export interface Draft {
  at: number;
  values: Values;
  /** The key of the last attempt to send and what was in it, so that a retry after a reload is the same submission. */
  attempt?: { key: string; body: string };
  /** Small copies of the pictures among the values, by the id of their file: the page cannot fetch them back. */
  pictures?: Record<string, string>;
}

/** A device may be shared, so a forgotten draft does not stay for ever. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

/** picturesIn are the copies of the pictures among some values. */
function picturesIn(values: Values): Record<string, string> {
  const files = Object.values(values).flatMap((value) => (Array.isArray(value) ? (value as (StoredFile | null)[]) : []));
  const copies = files.map((file) => [file?.id ?? '', previews.get(file?.id ?? '') ?? ''] as const);
  return Object.fromEntries(copies.filter(([, src]) => src.startsWith('data:')));
}

/** drafts keeps the draft of one form; where storage is refused nothing is kept, and nothing breaks. */
export function drafts(name: string, storage: () => Storage = () => localStorage) {
  const key = `huiyin.draft.${name}`;
  let over = false;
  return {
    load(now = Date.now()): Draft | undefined {
      try {
        const draft = JSON.parse(storage().getItem(key) ?? 'null') as Draft | null;
        if (!draft || typeof draft.values !== 'object' || now - draft.at >= lifetime) return undefined;
        for (const [id, src] of Object.entries(draft.pictures ?? {})) previews.set(id, src);
        return draft;
      } catch {
        return undefined;
      }
    },
    save(draft: Omit<Draft, 'at' | 'pictures'>, now = Date.now()): boolean {
      if (over) return false;
      const put = (more: Partial<Draft>) => {
        try {
          storage().setItem(key, JSON.stringify({ ...draft, at: now, ...more }));
          return true;
        } catch {
          return false;
        }
      };
      // Where there is no room for pictures, the words are kept.
      return put({ pictures: picturesIn(draft.values) }) || put({});
    },
    /** Forgets the draft: thrown away, or sent for good, when a save that is still to come must keep nothing. */
    clear(sent = false): void {
      over = sent;
      try {
        storage().removeItem(key);
      } catch {
        // Nothing was kept then.
      }
    },
  };
}

/** keepable leaves out what a draft must not bring back: consents, which have to be given anew, and what is empty. */
export function keepable(view: FormView, values: Values): Values {
  const out: Record<string, unknown> = {};
  for (const field of Object.values(view.fields)) {
    const value = values[field.key];
    if (!isEmpty(value) && !fields.get(field.type).transient) out[field.key] = value;
  }
  return out;
}
