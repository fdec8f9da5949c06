import { DeleteOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError } from '../../../api/problem';
import style from './record.module.css';

/** lost tells whether a record that was on the page can be read no more: deleted, or no longer for this reader. */
export function lost(error: unknown): boolean {
  return error instanceof ApiError && [403, 404, 410].includes(error.status);
}

/** Gone tells that the record below is not there any more; what was typed can still be taken along. */
export function Gone({ app, form }: { app: string; form: string }) {
  const { t } = useTranslation('record');
  return (
    <div className={style.gone} role="alert">
      <DeleteOutlined aria-hidden />
      <span>{t('gone.text')}</span>
      <Link to={`/a/${app}/${form}`}>{t('gone.list')}</Link>
    </div>
  );
}
