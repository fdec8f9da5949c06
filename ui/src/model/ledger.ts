import type { Person, RecordRef } from './record';

// The ledger of promises as a record shows it: who was to be told what, and who has still to be.

/** Somebody who has still to hear something before the record can be closed, and whose task it is to tell them. */
export interface Untold {
  /** Empty when the reader may not know it. */
  customer: string;
  promise: string;
  /** Of the ledger's line; empty where the merged record has yet to follow. */
  state: string;
  /** The merged record they came by. */
  record?: RecordRef | null;
  readable: boolean;
  /** Id of the open task of telling them; empty when nobody has one. */
  task: string;
  title: string;
  people: readonly Person[];
  mine: boolean;
}

/** One line of the ledger of promises: who was to be told what, and whether it happened. */
export interface LoopEntry {
  id: string;
  promise: { key: string; title: string };
  customer?: Person | null;
  /** queued, sent, delivered, failed, told, waived */
  state: string;
  kept: boolean;
  channel?: string;
  channelTitle?: string;
  at?: string;
  by?: Person | null;
  summary?: string;
  reason?: string;
  reasonTitle?: string;
  /** Ids of files. */
  evidence?: readonly string[];
  task?: string;
}

/** unkept counts the promises somebody still has to keep. */
export function unkept(loop: readonly LoopEntry[] = []): number {
  return loop.filter((entry) => !entry.kept).length;
}

/** stoppedByUntold tells whether a refusal is about somebody whom one can tell now; what lapsed nobody can tell any more. */
export function stoppedByUntold(code: string | undefined): boolean {
  return code !== 'process.promise_open_lapsed' && (code?.startsWith('process.promise_open') ?? false);
}

/** untold counts the promises that nothing will keep by itself any more: they failed, or wait for somebody. */
export function untold(loop: readonly LoopEntry[] = []): number {
  return loop.filter((entry) => !entry.kept && (entry.state === 'failed' || Boolean(entry.task))).length;
}
