import type { Definition } from '../model/design';

/** What was edited and has not reached the server, with the revision it was made from. */
export interface Kept {
  rev: string;
  document: Definition;
}

const name = (id: string) => `huiyin.design.${id}`;

/** backup keeps unsaved work in this browser, so that a crash or a closed tab loses nothing. */
export function backup(id: string, kept: Kept): void {
  try {
    localStorage.setItem(name(id), JSON.stringify(kept));
  } catch {
    // A full or forbidden storage must not stop the work; the server has all but the last moment of it.
  }
}

/** recall returns what was kept and not saved. */
export function recall(id: string): Kept | undefined {
  try {
    const text = localStorage.getItem(name(id));
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

/** forget drops what is saved now. */
export function forget(id: string): void {
  try {
    localStorage.removeItem(name(id));
  } catch {
    // See backup.
  }
}
