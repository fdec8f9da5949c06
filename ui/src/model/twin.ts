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
