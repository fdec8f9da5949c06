import { createContext, useContext } from 'react';
import type { Trial } from '../../../model/trial';
import type { Playing } from './useTrial';

/** What the parts of a trial share. */
export interface TrialDesk extends Omit<Playing, 'trial'> {
  trial: Trial;
  app: string;
  /** Form of the records that are tried. */
  form: string;
  name: (id: string) => string;
  /** A moment by the clock of the app. */
  when: (at: string) => string;
}

export const TrialContext = createContext<TrialDesk | undefined>(undefined);

export function useTrialDesk(): TrialDesk {
  const found = useContext(TrialContext);
  if (!found) throw new Error('parts of a trial stand in it');
  return found;
}
