import type { Problem } from '../api/problem';
import type { RecordRef } from './record';

interface Titled {
  key: string;
  title: string;
}

/** A message that came to a connector. */
export interface Delivery {
  id: string;
  at: string;
  app: Titled;
  connector: Titled;
  state: 'received' | 'created' | 'changed' | 'same' | 'ignored' | 'refused';
  record: RecordRef | null;
  problems: readonly Problem[];
  address: string;
  bytes: number;
  times: number;
}

export const deliveryStates = ['created', 'changed', 'same', 'ignored', 'refused'] as const;

const tones: Record<Delivery['state'], string> = { received: 'amber', created: 'green', changed: 'blue', same: 'grey', ignored: 'grey', refused: 'red' };

/** toneOf is the colour of what became of a message. */
export const toneOf = (state: Delivery['state']): string => tones[state] ?? 'grey';
