import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { patch } from '../../../api/client';
import { ApiError, type Problem } from '../../../api/problem';
import { gather, type FormHandle } from '../../../form';
import type { Act } from '../../../model/action';
import { fieldOf } from '../../../model/formproblem';
import type { Values } from '../../../model/formview';
import type { Difference } from '../../../model/merge';
import { untold } from '../../../model/ledger';
import { type RecordView } from '../../../model/record';
import { send } from '../../parts/act';
import { useOnce } from '../../parts/useOnce';
import { inWords, useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { lost } from './Gone';
import { sentenceOf } from './sentence';

export interface Conflict {
  current: RecordView;
  differences: readonly Difference[];
  sent: Values;
}

interface SendingOptions {
  record: RecordView;
  path: string;
  sheet: FormHandle;
  adopt: (record: RecordView, keep?: Values) => void;
  reload: () => void;
  notes: Map<string, string>;
  /** Called when the person has finished something here. */
  onFinished: () => void;
}

/** conflictOf completes what the server reports by what both started from: the version on the page. */
function conflictOf(error: unknown, sent: Values, shown: RecordView): Conflict | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const body = error.body as { current?: RecordView; diff?: Difference[] } | undefined;
  return body?.current ? { current: body.current, differences: (body.diff ?? []).map((one) => ({ ...one, base: shown.view.values?.[one.field] })), sent } : undefined;
}

/** useSending saves and acts, and turns every answer of the server into something the page shows. */
export function useSending({ record, path, sheet, adopt, reload, notes, onFinished }: SendingOptions) {
  const { t } = useTranslation('record');
  const say = useSay();
  const once = useOnce();
  const [conflict, setConflict] = useState<Conflict>();

  const write = async (data: Values, rev: number, kept?: Values) => {
    try {
      const saved = await once.run(() => patch<RecordView>(path, { data }, { ifMatch: `"${rev}"` }));
      if (!saved) return;
      setConflict(undefined);
      adopt(saved, kept);
      say.done(t('saved'));
      void queries.invalidateQueries({ queryKey: ['records'] });
    } catch (error) {
      const found = conflictOf(error, data, record);
      if (found) return setConflict(found);
      if (error instanceof ApiError && error.status === 422) {
        setConflict(undefined);
        return sheet.refuse(error.problems);
      }
      say.failed(error);
      if (lost(error)) reload();
    }
  };
  /** Saves the details; what was entered for a step stays entered and goes with its decision. */
  const save = async (kept: Values = {}) => {
    const { data } = gather(sheet, { except: new Set(Object.keys(kept)) });
    if (data && Object.keys(data).length > 0) await write(data, record.rev, kept);
  };
  const press = async (what: Act, title: string, unsent = false): Promise<Problem[] | undefined> => {
    try {
      const next = await once.run((key) => send(path, what, record.rev, key));
      if (!next) return undefined;
      // It was said along with this.
      notes.delete(`task.${what.task}`);
      adopt(next);
      if (what.kind !== 'claim' && what.kind !== 'urge') onFinished();
      // What changed stands at the top.
      scrollTo({ top: 0 });
      const left = what.kind === 'button' || what.kind === 'move' ? untold(next.loop) : 0;
      say[unsent || left > 0 ? 'warn' : 'done'](sentenceOf(t, title, next, unsent));
      return [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const found = conflictOf(error, what.data ?? {}, record);
      if (found) setConflict(found);
      else if (error.status === 409) {
        say.warn(t('overtaken', { what: inWords(error) }));
        reload();
      } else if (error.status === 422) return placed(error.problems, sheet);
      else {
        say.failed(error);
        if (lost(error)) reload();
      }
      return undefined;
    }
  };
  return {
    busy: once.busy,
    conflict,
    dismiss: () => setConflict(undefined),
    resolve: (data: Values) => {
      if (Object.keys(data).length > 0) return write(data, conflict!.current.rev);
      adopt(conflict!.current);
      setConflict(undefined);
      return Promise.resolve();
    },
    save,
    press,
  };
}

/** placed shows the problems of fields at the fields and returns the rest for the panel that was used. */
function placed(problems: readonly Problem[], sheet: FormHandle): Problem[] {
  const own = problems.filter((problem) => fieldOf(sheet.view, problem) !== '' && !problem.pointer.startsWith('/values'));
  if (own.length > 0) sheet.refuse(own);
  const rest = problems.filter((problem) => !own.includes(problem));
  return rest.length > 0 ? rest : own;
}
