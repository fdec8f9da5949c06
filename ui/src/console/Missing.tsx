import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Mark } from '../style/Mark';

/** The screen behind an address nobody has. */
export default function Missing() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <Result
      icon={<Mark size={72} />}
      title={t('notFound.title')}
      subTitle={t('notFound.hint')}
      extra={
        <Button type="primary" onClick={() => void navigate('/')}>
          {t('notFound.home')}
        </Button>
      }
    />
  );
}
