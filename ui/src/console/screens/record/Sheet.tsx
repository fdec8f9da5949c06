import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { stepFields } from '../../../model/action';
import type { Values } from '../../../model/formview';
import type { RecordView } from '../../../model/record';
import { foreign, openTasks } from '../../../model/task';
import { tellZone } from '../../../units/control/time';
import { recordPath } from '../../parts/act';
import { lookupIn } from '../../parts/lookup';
import { uploadTo } from '../../parts/upload';
import { useLeave } from '../../parts/useLeave';
import { useSession, useZone } from '../../session';
import { Brief } from './Brief';
import { ConflictDialog } from './ConflictDialog';
import { DeskProvider, type Desk } from './desk';
import { Header } from './Header';
import { Heard } from './Heard';
import { LeaveDialog } from './LeaveDialog';
import { loose } from './loose';
import { Panels } from './Panels';
import { RecordTabs } from './RecordTabs';
import { SaveBar } from './SaveBar';
import { useFit } from './useFit';
import { useSending } from './useSending';
import style from './record.module.css';

interface SheetProps {
  app: string;
  form: string;
  record: RecordView;
  initial?: Values;
  adopt: (record: RecordView, keep?: Values) => void;
  reload: () => void;
  /** Hands out the way to ask what has been entered and not saved. */
  onEntered: (read: () => Values) => void;
  /** The page shows the outcome of something the person did; the title takes the focus. */
  fresh: boolean;
  tab: string;
  onTab: (tab: string) => void;
  /** What is being said beside the fields, by place; it outlives this version of the record. */
  notes: Map<string, string>;
  /** The person has done something here; what waits for them elsewhere is offered. */
  finished: boolean;
  onFinished: () => void;
}

/** Sheet is one version of a record on the page, with whatever is entered on top of it. */
export function Sheet({ app, form, record, initial, adopt, reload, onEntered, fresh, tab, onTab, notes, finished, onFinished }: SheetProps) {
  const { t, i18n } = useTranslation('record');
  const session = useSession();
  const zone = useZone(app);
  tellZone(zone);
  const heading = useRef<HTMLHeadingElement>(null);
  const side = useRef<HTMLDivElement>(null);
  useFit(side);
  const path = recordPath(app, form, record.id);
  const tools = useMemo(() => ({ upload: uploadTo(app, form), lookup: lookupIn(app, form) }), [app, form]);
  const around = useMemo(() => ({ user: session?.user, record: systemValues(record) }), [session?.user, record]);
  const sheet = useForm({ view: record.view, language: toLanguage(i18n.language), initial, around, ...tools });
  // Which of the two places the fields are entered at has to show the problems.
  const [origin, setOrigin] = useState('');
  const [answers, setAnswers] = useState(0);
  const answer = () => {
    onTab('messages');
    setAnswers(answers + 1);
  };
  const sending = useSending({ record, path, sheet, adopt, reload, notes, onFinished });
  useEffect(() => onEntered(() => sheet.changes()));
  useEffect(() => {
    if (fresh) heading.current?.focus({ preventScroll: true });
  }, []);
  const steps = useMemo(() => new Set(openTasks(record).filter((task) => !task.claimable && !foreign(task)).flatMap((task) => stepFields(task, record.view))), [record]);
  const blocker = useLeave(sheet.dirty || sheet.busy);
  const desk: Desk = { app, form, record, path, zone, sheet, adopt, reload, busy: sending.busy, press: sending.press, answers, notes };
  const { keys, kept } = loose(sheet, steps);
  const save = () => {
    setOrigin('form');
    void sending.save(kept);
  };
  return (
    <DeskProvider value={desk}>
      <Header headingRef={heading} />
      <div className={style.grid}>
        <Heard onAnswer={answer} />
        <Brief steps={steps} />
        <div ref={side} className={style.side}>
          <Panels finished={finished} origin={origin} onOrigin={setOrigin} />
        </div>
        <div className={style.main}>
          <RecordTabs tab={tab} onTab={onTab} steps={steps} attention={origin === 'form' ? sheet.attention : 0} onSave={save} />
          {sheet.dirty ? <SaveBar keys={keys} onSave={save} /> : null}
        </div>
      </div>
      {sending.conflict ? <ConflictDialog conflict={sending.conflict} onClose={sending.dismiss} onDecided={(data) => void sending.resolve(data)} busy={sending.busy} /> : null}
      <LeaveDialog blocker={blocker} title={t('leave.title')} text={t('leave.text')} drop={t('leave.drop')} />
    </DeskProvider>
  );
}

/** systemValues is what expressions of the form read below `record.`. */
function systemValues({ id, no, title, channel, createdAt, process }: RecordView): Values {
  return { id, no, title, channel, createdAt, status: process?.status?.key ?? null, owner: process?.owner?.id ?? null };
}
