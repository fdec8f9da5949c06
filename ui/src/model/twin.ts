import type { Status } from './record';

/** Another record that asks for the same: one this record went up in, one that went up in it, or one it could go up in. */
export interface Twin {
  id: string;
  no: string;
  /** Empty when the reader may not read it. */
  title: string;
  status?: Status | null;
  customer?: string;
  createdAt?: string;
  /** How alike the texts are, 0 to 1; 0 when nobody compared them. */
  score?: number;
  readable: boolean;
  /** Why nothing more can be merged into it, in words. */
  unfit?: string;
}

/**
 * From which likeness on two records probably ask for the same. Likeness counts pairs of characters, of which any two
 * sentences in an alphabet have nearly half in common.
 */
const probable = (title: string): number => (/[\u2e80-\uffff]/.test(title) ? 0.4 : 0.6);
/** How many of them a step mentions. */
const mentioned = 3;

/** likely are the records that probably ask for the same, the most alike first. */
export function likely(found: readonly Twin[]): Twin[] {
  return found
    .filter((one) => one.readable && (one.score ?? 0) >= probable(one.title))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .slice(0, mentioned);
}

/** How a record stands to others that ask for the same. */
export interface Merge {
  can: boolean;
  undo: boolean;
  comment?: '' | 'optional' | 'required';
  /** The relation that names what it went up in. */
  field: string;
  into?: Twin | null;
  /** The status of that one, which is what its customer sees. */
  follows?: Status | null;
  members: readonly Twin[];
}
