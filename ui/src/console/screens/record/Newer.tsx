import { SyncOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './record.module.css';

/** Newer tells that somebody changed the record while it is being edited here. */
export function Newer({ onTake }: { onTake: () => void }) {
  const { t } = useTranslation('record');
  return (
    <div className={style.newer} role="status">
      <SyncOutlined aria-hidden />
      <span>{t('newer.text')}</span>
      <Button size="small" onClick={onTake}>
        {t('newer.take')}
      </Button>
    </div>
  );
}
