import { useQuery } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { get } from '../../../api/client';
import type { Values } from '../../../model/formview';
import { alike, type RecordView } from '../../../model/record';
import { recordPath } from '../../parts/act';
import { Answer } from '../../parts/Answer';
import { Lines } from '../../parts/Lines';
import { useEvery } from '../../live';
import { queries } from '../../query';
import { Gone, lost } from './Gone';
import { Newer } from './Newer';
import { Sheet } from './Sheet';
import style from './record.module.css';

/** The page of one record. */
export default function Record() {
  const { app = '', form = '', id = '' } = useParams();
  const query = useQuery({
    queryKey: ['record', app, form, id],
    queryFn: () => get<RecordView>(recordPath(app, form, id)),
    refetchInterval: useEvery(45_000),
  });
  return (
    <Answer query={query} waiting={<Waiting />}>
      {(record) => <Versions key={`${app}/${form}/${id}`} app={app} form={form} record={record} gone={lost(query.error)} reload={() => void query.refetch()} />}
    </Answer>
  );
}

interface VersionsProps {
  app: string;
  form: string;
  record: RecordView;
  /** It was there and is not any more. */
  gone: boolean;
  reload: () => void;
}

interface Shown {
  record: RecordView;
  /** What stays entered on top of it. */
  initial?: Values;
  generation: number;
  /** It is the outcome of something the person did here. */
  own?: boolean;
}

/** So many milliseconds a dialog may take to close before a newer version is told of, instead of shown. */
const settling = 800;

/** asking tells whether a dialog stands open: what is being answered there goes with the page it belongs to. */
const asking = () => [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0);

/** Versions decides which version is on the page: a newer one appears at once unless it would take away what is being typed. */
function Versions({ app, form, record, gone, reload }: VersionsProps) {
  const { i18n } = useTranslation('record');
  const [shown, setShown] = useState<Shown>({ record, generation: 0 });
  const entered = useRef<() => Values>(() => ({}));
  // The page is built anew with every version; what is being looked at and what is being said stay.
  const [tab, setTab] = useState('details');
  const [notes] = useState(() => new Map<string, string>());
  const [finished, setFinished] = useState(false);
  const show = (next: RecordView, keep?: Values, own = false) => {
    const initial = keep && Object.keys(keep).length > 0 ? { ...next.view.values, ...keep } : undefined;
    setShown((before) => ({ record: next, initial, generation: before.generation + 1, own }));
  };
  const adopt = (next: RecordView, keep?: Values) => {
    queries.setQueryData(['record', app, form, next.id], next);
    for (const part of ['timeline', 'messages']) void queries.invalidateQueries({ queryKey: [part, app, form, next.id] });
    show(next, keep, true);
  };
  const newer = record.rev > shown.record.rev;
  const typed = () => Object.keys(entered.current()).length > 0;
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    // What was said beside the fields, by whomever, makes a version too: it takes away nothing, and is no news here.
    if (newer && alike(record, shown.record)) {
      setWaits(false);
      setShown((before) => ({ ...before, record }));
      return undefined;
    }
    setWaits(newer && typed());
    if (!newer) return undefined;
    if (!typed() && !asking()) {
      show(record);
      return undefined;
    }
    // A dialog that closes with one's own act is gone in a moment, and nobody else has done anything.
    const timer = setInterval(() => (typed() || asking() ? setWaits(true) : show(record)), settling);
    return () => clearInterval(timer);
  }, [newer, record]);
  useEffect(() => {
    // The same version in other words: another language, another hour.
    if (record.rev === shown.record.rev && record !== shown.record) setShown((before) => ({ ...before, record }));
  }, [record, i18n.language]);
  return (
    <ConfigProvider componentDisabled={gone}>
      {gone ? <Gone app={app} form={form} /> : null}
      {newer && waits ? <Newer onTake={() => show(record, entered.current())} /> : null}
      <Sheet key={shown.generation} app={app} form={form} record={shown.record} initial={shown.initial} adopt={adopt} reload={reload} onEntered={(read) => (entered.current = read)} fresh={shown.own === true} tab={tab} onTab={setTab} notes={notes} finished={finished} onFinished={() => setFinished(true)} />
    </ConfigProvider>
  );
}

function Waiting() {
  return (
    <>
      <div className={style.header}>
        <Lines count={3} />
      </div>
      <div className={style.grid}>
        <Lines count={9} />
        <Lines count={5} />
      </div>
    </>
  );
}
