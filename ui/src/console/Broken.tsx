import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ApiError } from '../api/problem';
import { problemText } from '../i18n/console';

/** Broken stands where a screen could not be shown: what happened in words, and one way on. */
export function Broken() {
  const { t } = useTranslation('shell');
  const error = useRouteError();
  const first = error instanceof ApiError ? error.problems[0] : undefined;
  return (
    <Result
      status="warning"
      title={t('failed.title')}
      subTitle={t('failed.hint')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('failed.again')}
        </Button>
      }
    >
      <p>{first ? problemText(first) : String(error)}</p>
    </Result>
  );
}
