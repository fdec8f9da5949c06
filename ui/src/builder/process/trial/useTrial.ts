import { useCallback, useEffect, useRef, useState } from 'react';
import { post } from '../../../api/client';
import type { Problem } from '../../../api/problem';
import { kept, type Played, type Step, type Trial } from '../../../model/trial';
import { useDocument, useSurroundings } from '../../useDesign';

/** What a trial can be asked. */
export interface Playing {
  trial?: Trial;
  steps: readonly Played[];
  busy: boolean;
  error?: unknown;
  /** The draft was changed since the trial was played. */
  stale: boolean;
  /** A step that could be done before is no longer possible in the draft; it was taken back. */
  cut: readonly Problem[];
  /** Plays one step more; resolves with the problems when it is refused, and then nothing has happened. */
  play: (step: Step, said: string) => Promise<readonly Problem[]>;
  undo: () => void;
  restart: (record?: string) => void;
  /** Plays the same steps again, by the draft as it is now. */
  again: () => void;
  /** Sees it through somebody's eyes; '' is whoever has to act. */
  look: (as: string) => void;
}

interface Order {
  start?: string;
  record: string;
  steps: readonly Played[];
}

/** useTrial keeps the list of steps; the server plays it from the start each time and keeps nothing. */
export function useTrial(): Playing {
  const { place, design } = useSurroundings();
  const document = useDocument();
  const [order, setOrder] = useState<Order>({ record: '', steps: [] });
  const [trial, setTrial] = useState<Trial>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [cut, setCut] = useState<readonly Problem[]>([]);
  const played = useRef<unknown>(undefined);
  const begun = useRef(false);

  const run = useCallback(
    async (next: Order, as = ''): Promise<readonly Problem[]> => {
      setBusy(true);
      setError(undefined);
      setCut([]);
      try {
        await design.flush();
        const now = design.getState();
        const answer = await post<Trial>(`apps/${place.app}/process/${place.key}/trial`, { start: next.start, record: next.record, as, steps: next.steps.map(({ step }) => step) });
        const last = next.steps.length - 1;
        const problems = answer.refused?.problems ?? [];
        if (answer.refused && answer.refused.step === last && next.steps.length > order.steps.length) return problems;
        played.current = now.state === 'ready' ? now.edit.document : undefined;
        setTrial(answer);
        setCut(problems);
        setOrder({ ...next, start: answer.start, steps: kept(next.steps, answer) });
        return [];
      } catch (failure) {
        setError(failure);
        return [];
      } finally {
        setBusy(false);
      }
    },
    [design, place, order.steps.length],
  );
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void run({ record: '', steps: [] });
  }, [run]);
  return {
    ...{ trial, steps: order.steps, busy, error, cut, stale: trial !== undefined && played.current !== document },
    play: (step, said) => run({ ...order, steps: [...order.steps, { step, said }] }),
    undo: () => void run({ ...order, steps: order.steps.slice(0, -1) }),
    restart: (record = order.record) => void run({ record, steps: [] }),
    again: () => void run(order),
    look: (as) => void run(order, as),
  };
}
