import { ClockCircleOutlined, FireOutlined, HourglassOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { language } from '../../i18n/console';
import { dueState, dueWords, remaining } from '../../model/due';
import type { DueState } from '../../model/record';
import { fullTime, moment } from '../../model/time';
import style from './parts.module.css';
import { useNow } from './useNow';

interface DueProps {
  due?: string | null;
  state?: DueState;
  zone?: string;
  /** Says the moment beside the time that is left. */
  exact?: boolean;
}

const icons = { late: FireOutlined, soon: HourglassOutlined, ok: ClockCircleOutlined, '': ClockCircleOutlined };

/** Due says how long is left or how late it is: by icon, word and colour, never by colour alone. */
export function Due({ due, state, zone, exact }: DueProps) {
  const { t } = useTranslation('common');
  const now = useNow();
  const left = remaining(due, now);
  if (!left) return <span className={style.faint}>{t('due.none')}</span>;
  const full = fullTime(due, language(), zone);
  const at = moment(due, language(), now, zone);
  const judged = dueState(state, due, now);
  const Icon = icons[judged];
  const words = dueWords(left);
  return (
    <span className={style.due} data-due={judged || 'ok'} title={full}>
      <Icon aria-hidden />
      {judged === 'soon' ? `${t('due.soon')} · ` : ''}
      {t(words.key, { count: words.count })}
      {exact ? ` · ${at}` : ''}
    </span>
  );
}
