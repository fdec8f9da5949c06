import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import type { Problem } from '../../../api/problem';
import type { Twin } from '../../../model/twin';
import { StatusChip } from '../../parts/Chip';
import { Faults } from '../../parts/Faults';
import { Note } from '../../parts/Note';
import { useDesk } from './desk';
import style from './merge.module.css';
import panel from './panel.module.css';

/** useAlike asks for what the record could go up in: the most similar ones, or what is found by words. */
function useAlike(words: string) {
  const { path } = useDesk();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim()), 300);
    return () => clearTimeout(timer);
  }, [words]);
  return useQuery({
    queryKey: ['alike', path, asked],
    queryFn: () => get<{ items: Twin[] }>(`${path}/alike`, { query: { q: asked } }),
    placeholderData: (before) => before,
    // What can be chosen changes with every merge, also of others.
    staleTime: 0,
  });
}

/** MergeDialog asks which other record says the same, and says what merging into it means. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['record', 'common']);
  const { record, press, busy } = useDesk();
  const search = useId();
  const [words, setWords] = useState('');
  const [to, setTo] = useState('');
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { data, isPending } = useAlike(words);
  const found = data?.items ?? [];
  const demand = record.process?.merge?.comment;
  const silent = demand === 'required' && !comment.trim();
  const chosen = found.some((one) => one.id === to && !one.unfit);
  const done = async () => {
    setTried(true);
    if (!chosen || silent) return;
    const left = await press({ kind: 'merge', to, comment }, t('merge.do'));
    if (left === undefined || left.length === 0) return onClose();
    setProblems(left);
  };
  return (
    <Modal open title={t('merge.title', { no: record.no })} onCancel={onClose} onOk={() => void done()} confirmLoading={busy} okButtonProps={{ disabled: found.every((one) => one.unfit) }} okText={t('merge.do')} cancelText={t('cancel', { ns: 'common' })} width={600}>
      <div className={panel.dialog}>
        <div className={style.search}>
          <label htmlFor={search}>
            {t('merge.search')} <small>{t('merge.searchHint')}</small>
          </label>
          <input id={search} type="search" value={words} onChange={(event) => setWords(event.target.value)} />
        </div>
        <fieldset className={style.found} aria-busy={isPending}>
          <legend>{t('merge.pick')}</legend>
          {found.map((one) => (
            <Choice key={one.id} twin={one} chosen={to === one.id} onChoose={() => setTo(one.id)} />
          ))}
          {found.length === 0 ? <p role="status">{isPending ? t('merge.looking') : t('merge.none')}</p> : null}
          {tried && !chosen && found.length > 0 ? (
            <p role="alert" data-problem>
              {t('merge.needed')}
            </p>
          ) : null}
        </fieldset>
        <ul className={panel.consequences}>
          <li>{t('merge.means1')}</li>
          <li>{t('merge.means2')}</li>
          <li>{t('merge.means3')}</li>
        </ul>
        {demand ? (
          <Note label={t('comment.label')} hint={demand === 'required' ? undefined : t('comment.optional')} value={comment} onChange={setComment} problem={tried && silent ? t('comment.needed', { title: t('merge.do') }) : ''} />
        ) : null}
        <Faults problems={problems} />
      </div>
    </Modal>
  );
}

function Choice({ twin, chosen, onChoose }: { twin: Twin; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('record');
  const percent = Math.round((twin.score ?? 0) * 100);
  return (
    <label className={style.choice} data-unfit={twin.unfit ? '' : undefined}>
      <input type="radio" name="merge-into" checked={chosen} disabled={Boolean(twin.unfit)} onChange={onChoose} />
      <span className={style.what}>
        <b>{twin.title}</b>
        <small>
          {twin.no}
          {twin.customer ? ` · ${twin.customer}` : ''}
        </small>
      </span>
      <span className={style.how}>
        <StatusChip status={twin.status} />
        {twin.unfit ? <small>{twin.unfit}</small> : null}
        {percent > 0 && !twin.unfit ? (
          <small>
            <meter min={0} max={100} value={percent} aria-hidden="true" /> {t('merge.score', { percent })}
          </small>
        ) : null}
      </span>
    </label>
  );
}
