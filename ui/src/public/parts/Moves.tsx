import { useId, useRef, useState } from 'react';
import { newKey } from '../../api/client';
import { blank } from '../../model/formview';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { Move } from '../track';
import card from './card.module.css';
import { Sure } from './Sure';
import { Trouble } from './Notice';
import style from './track.module.css';

interface MovesProps extends Pick<PageProps, 'language' | 't'> {
  moves: readonly Move[];
  tell: Tell;
}

/** Moves are the answers the customer can give; each is asked once more before it counts. */
export function Moves({ moves, tell, language, t }: MovesProps) {
  const [chosen, setChosen] = useState<Move>();
  const [said, setSaid] = useState(false);
  return (
    <div className={style.moves}>
      <h2 className={style.heading}>{t(moves.length > 1 ? 'public.track.moves' : 'public.track.oneMove')}</h2>
      {chosen ? (
        <Answer
          key={chosen.key}
          move={chosen}
          language={language}
          t={t}
          onCancel={() => setChosen(undefined)}
          onConfirm={async (comment, key) => {
            await tell('move', { key: chosen.key, comment: comment || undefined }, key);
            setChosen(undefined);
            setSaid(true);
          }}
        />
      ) : (
        <div className={card.row}>
          {moves.map((move) => (
            <button key={move.key} type="button" className={move.danger ? card.danger : card.plain} onClick={() => setChosen(move)}>
              {move.title}
            </button>
          ))}
        </div>
      )}
      <p role="status" className={style.hint}>
        {said ? t('public.track.done') : ''}
      </p>
    </div>
  );
}

interface AnswerProps extends Pick<PageProps, 'language' | 't'> {
  move: Move;
  onCancel: () => void;
  onConfirm: (comment: string, key: string) => Promise<void>;
}

function Answer({ move, language, t, onCancel, onConfirm }: AnswerProps) {
  const id = useId();
  const key = useRef(newKey());
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async () => {
    if (move.comment === 'required' && blank(comment)) {
      setMissing(true);
      document.getElementById(id)?.focus();
      return;
    }
    await onConfirm(comment.trim(), key.current).catch(setError);
  };
  const question = typeof move.confirm === 'string' && move.confirm ? move.confirm : move.title;
  return (
    <Sure question={question} t={t} danger={move.danger} onCancel={onCancel} onConfirm={confirm}>
      {move.comment ? (
        <label htmlFor={id} className={style.label}>
          {t('public.track.comment')}
          {move.comment === 'required' ? <span aria-hidden="true"> *</span> : null}
          <textarea
            id={id}
            rows={3}
            className={style.area}
            aria-required={move.comment === 'required' || undefined}
            aria-invalid={missing || undefined}
            aria-describedby={missing ? `${id}-error` : undefined}
            value={comment}
            onInput={(event) => {
              setComment(event.currentTarget.value);
              setMissing(false);
            }}
          />
          {missing ? (
            <span id={`${id}-error`} className={style.error}>
              {t('form.required')}
            </span>
          ) : null}
        </label>
      ) : null}
      {error === undefined ? null : <Trouble error={error} language={language} t={t} />}
    </Sure>
  );
}
