import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Faults } from '../../../console/parts/Faults';
import { lookupIn } from '../../../console/parts/lookup';
import { Note } from '../../../console/parts/Note';
import { Form, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import type { Move, RecordView } from '../../../model/record';
import { elsewhere, prefilled } from '../../../model/trial';
import { useTrialDesk } from './desk';
import { usePress } from './TaskCard';
import style from './trial.module.css';

/** Moves are the buttons of the record itself: those of whoever looks, and by whom the others could be pressed. */
export function Moves({ record }: { record: RecordView }) {
  const { t } = useTranslation('trial');
  const { trial, busy, name, look } = useTrialDesk();
  const { problems, press } = usePress();
  const [asking, setAsking] = useState<Move>();
  const moves = record.process?.moves ?? [];
  const others = elsewhere(trial.offers, '', trial.as);
  const process = record.process;
  if (moves.length + others.length === 0 && !process?.canUrge && !process?.canWithdraw) return null;
  const start = (move: Move) => (move.comment || move.form ? setAsking(move) : void press({ kind: 'move', button: move.key }, move.title));
  return (
    <section className={style.card}>
      <h3>{t('moves')}</h3>
      <div className={style.buttons}>
        {moves.map((move) => (
          <Button key={move.key} danger={move.danger} disabled={busy || Boolean(move.disabled)} title={move.disabled || undefined} onClick={() => start(move)}>
            {move.title}
          </Button>
        ))}
        {process?.canWithdraw ? (
          <Button disabled={busy} onClick={() => void press({ kind: 'withdraw' }, t('withdraw'))}>
            {t('withdraw')}
          </Button>
        ) : null}
        {process?.canUrge ? (
          <Button disabled={busy} onClick={() => void press({ kind: 'urge' }, t('urge'))}>
            {t('urge')}
          </Button>
        ) : null}
      </div>
      {asking ? <Asking key={asking.key} move={asking} press={(comment, data) => void press({ kind: 'move', button: asking.key, comment, data }, asking.title)} /> : null}
      <Faults problems={problems} />
      {others.map((offer) => (
        <p key={offer.key} className={style.quiet}>
          {t('byOthers', { title: offer.title, names: offer.may.slice(0, 4).map(name).join(t('comma')) })}{' '}
          <Button size="small" disabled={busy} onClick={() => look(offer.may[0]!)}>
            {t('become', { name: name(offer.may[0]!) })}
          </Button>
        </p>
      ))}
    </section>
  );
}

/** Asking is what a move wants to know first: words, fields. */
function Asking({ move, press }: { move: Move; press: (comment: string, data: Record<string, unknown>) => void }) {
  const { t, i18n } = useTranslation('trial');
  const { trial, app, form: key, busy } = useTrialDesk();
  const view = move.form ?? { key: 'none', title: '', fields: {} };
  const initial = useMemo(() => prefilled(view, move.require ?? [], trial.samples[view.key]), [view, move.require, trial.samples]);
  const form = useForm({ view, language: toLanguage(i18n.language), initial, lookup: lookupIn(app, key) });
  const [comment, setComment] = useState('');
  const done = () => {
    const data = form.check();
    if (data) press(comment, data);
  };
  return (
    <div className={style.asking}>
      {move.form ? <Form form={form} onSubmit={done} /> : null}
      {move.comment ? <Note label={t('comment')} value={comment} onChange={setComment} required={move.comment === 'required'} rows={1} /> : null}
      <Button type="primary" danger={move.danger} disabled={busy} onClick={done}>
        {t('confirm', { title: move.title })}
      </Button>
    </div>
  );
}
