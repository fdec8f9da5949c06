import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Mark } from '../style/Mark';

interface MissingProps {
  /** Whether nobody has the address, or only this person may not open it. */
  what?: 'notFound' | 'denied';
}

/** The screen behind an address nobody has, or not this person. */
export default function Missing({ what = 'notFound' }: MissingProps) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <Result
      icon={<Mark size={72} />}
      title={<h1 style={{ font: 'inherit', margin: 0 }}>{t(`${what}.title`)}</h1>}
      subTitle={t(`${what}.hint`)}
      extra={
        <Button type="primary" onClick={() => void navigate('/')}>
          {t('notFound.home')}
        </Button>
      }
    />
  );
}
