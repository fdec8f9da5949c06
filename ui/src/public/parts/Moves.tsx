import { useEffect, useId, useRef, useState } from 'react';
import { newKey } from '../../api/client';
import type { PageProps } from '../page';
import type { Tell } from '../pages/track';
import type { Move } from '../track';
import card from './card.module.css';
import { Box } from './Conversation';
import { Sure } from './Sure';
import { Trouble } from './Notice';
import style from './track.module.css';

interface MovesProps extends Pick<PageProps, 'language' | 't'> {
  moves: readonly Move[];
  code: string;
  tell: Tell;
}

/** Moves are the answers the customer can give; each is asked once more before it counts, or takes words along. */
export function Moves({ moves, code, tell, language, t }: MovesProps) {
  const [chosen, setChosen] = useState<Move>();
  const [said, setSaid] = useState(false);
  const done = () => {
    setChosen(undefined);
    setSaid(true);
  };
  return (
    <div className={style.moves}>
      <h2 className={style.heading}>{t(moves.length > 1 ? 'public.track.moves' : 'public.track.oneMove')}</h2>
      {chosen?.comment ? (
        <Say key={chosen.key} move={chosen} code={code} tell={tell} language={language} t={t} onCancel={() => setChosen(undefined)} onSent={done} />
      ) : chosen ? (
        <Answer key={chosen.key} move={chosen} language={language} t={t} onCancel={() => setChosen(undefined)} onConfirm={(key) => tell('move', { key: chosen.key }, key).then(done)} />
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

/** questionOf is what an answer is asked with. */
function questionOf({ confirm, title }: Move): string {
  return typeof confirm === 'string' && confirm ? confirm : title;
}

interface AnswerProps extends Pick<PageProps, 'language' | 't'> {
  move: Move;
  onCancel: () => void;
  onConfirm: (key: string) => Promise<void>;
}

function Answer({ move, language, t, onCancel, onConfirm }: AnswerProps) {
  const key = useRef(newKey());
  const [error, setError] = useState<unknown>();
  return (
    <Sure question={questionOf(move)} label={move.title} t={t} danger={move.danger} onCancel={onCancel} onConfirm={() => onConfirm(key.current).catch(setError)}>
      {error === undefined ? null : <Trouble error={error} language={language} t={t} />}
    </Sure>
  );
}

interface SayProps extends Pick<PageProps, 'language' | 't'> {
  move: Move;
  code: string;
  tell: Tell;
  onCancel: () => void;
  onSent: () => void;
}

/** Say is an answer that takes words: sending them is the answer, nothing is asked again. */
function Say({ move, ...box }: SayProps) {
  const id = useId();
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <div role="group" aria-labelledby={id} className={style.sure} onKeyDown={(event) => event.key === 'Escape' && box.onCancel()}>
      <p id={id} ref={head} tabIndex={-1}>
        {questionOf(move)}
      </p>
      <Box {...box} move={move} title={box.t(move.comment === 'optional' ? 'public.track.optional' : 'public.track.comment')} help={box.t('public.track.sayHint')} />
    </div>
  );
}
