import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PasswordForm } from '../../parts/PasswordForm';
import { reread } from '../../session';
import { Welcome } from './Welcome';

/** Whoever was given a temporary password replaces it before anything else. */
export default function MustChange() {
  const { t } = useTranslation('login');
  const navigate = useNavigate();
  const go = () => void reread().then(() => navigate('/work', { replace: true }));
  return (
    <Welcome heading={t('must.heading')} hint={t('must.hint')}>
      <PasswordForm onDone={go} />
    </Welcome>
  );
}
