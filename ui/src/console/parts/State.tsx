import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../api/problem';
import { problemText } from '../../i18n/console';
import { Ripples } from './Ripples';
import style from './parts.module.css';

interface StateProps {
  title: string;
  hint?: ReactNode;
  /** What to do next. */
  children?: ReactNode;
  /** A state inside a card takes less room than one that is the whole screen. */
  small?: boolean;
  tone?: 'quiet' | 'trouble';
}

/** State stands where there is nothing to show, with what it means and what to do next. */
export function State({ title, hint, children, small, tone = 'quiet' }: StateProps) {
  return (
    <div className={style.state} data-small={small || undefined} data-state={tone}>
      <Ripples size={small ? 72 : 120} still={tone === 'trouble'} />
      <p className={style.stateTitle}>{title}</p>
      {hint ? <div className={style.stateHint}>{hint}</div> : null}
      {children ? <div className={style.stateActions}>{children}</div> : null}
    </div>
  );
}

/** Failed says why something could not be read: no permission, not there, or a failure that may pass. */
export function Failed({ error, onRetry, small }: { error: unknown; onRetry?: () => void; small?: boolean }) {
  const { t } = useTranslation('common');
  const status = error instanceof ApiError ? error.status : -1;
  const home = (
    <Link to="/work">
      <Button>{t('toWork')}</Button>
    </Link>
  );
  const reason = error instanceof ApiError ? problemText(error.problems[0]!) : String(error);
  if (status === 403) {
    return (
      <State title={t('forbidden.title')} hint={t('forbidden.hint')} small={small} tone="trouble">
        {small ? null : home}
      </State>
    );
  }
  if (status === 404) {
    return (
      <State title={t('missing.title')} hint={t('missing.hint')} small={small} tone="trouble">
        {small ? null : home}
      </State>
    );
  }
  return (
    <div role="alert">
      <State title={t('failed.title')} hint={reason} small={small} tone="trouble">
        {onRetry ? (
          <Button type={small ? 'default' : 'primary'} onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : null}
      </State>
    </div>
  );
}
