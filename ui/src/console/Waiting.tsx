import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './frame/Shell.module.css';

/** Waiting fills a screen while its chunk is on the way; the sentence is what a screen reader says. */
export function Waiting() {
  const { t } = useTranslation('shell');
  return (
    <div className={style.waiting} role="status">
      <Spin />
      <span className="visually-hidden">{t('loading')}</span>
    </div>
  );
}
