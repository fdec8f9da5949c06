import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Problem } from '../../api/problem';
import { designUrl, placeOf } from '../kinds';
import type { Place } from '../session';
import type { Checked } from '../useDesign';
import { wordsOf } from './Blocked';
import style from './frame.module.css';

interface StripProps {
  checked?: Checked;
  /** Those of the definition shown, pointers relative to it. */
  own: readonly Problem[];
  place: Place;
  look: (pointer: string) => void;
}

const shown = 200;

/** Strip is the lint of the whole app at the foot of a designer: a press on a problem goes to what it is about. */
export function Strip({ checked, own, place, look }: StripProps) {
  const { t } = useTranslation('design');
  const [open, setOpen] = useState(false);
  const others = (checked?.problems ?? []).filter((problem) => {
    const { kind, key } = placeOf(problem.pointer);
    return kind !== place.kind || key !== place.key;
  });
  const all = own.length + others.length;
  const hard = [...own, ...others].filter((problem) => !problem.warning).length;
  const Icon = hard > 0 ? CloseCircleOutlined : all > 0 ? WarningOutlined : CheckCircleOutlined;
  return (
    <section className={style.strip} data-tone={hard > 0 ? 'danger' : all > 0 ? 'warning' : 'success'} aria-label={t('strip.label')}>
      <button type="button" aria-expanded={open} disabled={all === 0} onClick={() => setOpen(!open)}>
        <Icon aria-hidden /> {all === 0 ? t('strip.none') : t('strip.count', { count: all })}
      </button>
      {open && all > 0 ? (
        <ol>
          {own.slice(0, shown).map((problem, at) => (
            <Line key={`own${at}`} problem={problem} where={problem.place} go={() => look(problem.pointer)} />
          ))}
          {others.slice(0, shown).map((problem, at) => (
            <Elsewhere key={`other${at}`} problem={problem} app={place.app} />
          ))}
        </ol>
      ) : null}
    </section>
  );
}

function Line({ problem, go, where }: { problem: Problem; go: () => void; where?: string }) {
  return (
    <li data-warning={problem.warning || undefined}>
      <button type="button" onClick={go}>
        {where ? <b>{where}</b> : null} {wordsOf(problem)}
      </button>
    </li>
  );
}

function Elsewhere({ problem, app }: { problem: Problem; app: string }) {
  const { t } = useTranslation('design');
  const navigate = useNavigate();
  const { kind, key, at } = placeOf(problem.pointer);
  const where = problem.title || `${t(`kind.${kind}`, { defaultValue: kind })} ${key}`;
  return <Line problem={problem} where={problem.place ? `${where} · ${problem.place}` : where} go={() => void navigate(designUrl(app, kind, key, at))} />;
}
