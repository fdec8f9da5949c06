import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSay } from './useSay';
import style from './form.module.css';

/** Copyable is a text to pass on, with a button that copies it. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('common');
  const say = useSay();
  const copy = () => {
    // Pages that were not opened over https have no clipboard.
    if (!navigator.clipboard) return say.warn(t('copy.failed'));
    navigator.clipboard.writeText(text).then(
      () => say.done(t('copy.done')),
      () => say.warn(t('copy.failed')),
    );
  };
  return (
    <div className={style.copyable}>
      <input readOnly aria-label={label} value={text} onFocus={(event) => event.target.select()} />
      <Button onClick={copy}>{t('copy.do')}</Button>
    </div>
  );
}
