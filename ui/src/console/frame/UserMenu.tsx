import { ApiOutlined, KeyOutlined, LaptopOutlined, LogoutOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { remove } from '../../api/client';
import { granted } from '../../model/session';
import { Avatar } from '../parts/Person';
import { useSay } from '../parts/useSay';
import { queries } from '../query';
import { useSession } from '../session';
import { PasswordDialog } from './PasswordDialog';
import style from './Shell.module.css';

/** UserMenu is what a person does about their own account. */
export function UserMenu() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const navigate = useNavigate();
  const say = useSay();
  const [changing, setChanging] = useState(false);
  if (!session) return null;
  const { user } = session;
  const leave = async () => {
    try {
      await remove('session');
      await navigate('/login');
      queries.clear();
    } catch (error) {
      say.failed(error);
    }
  };
  const items = [
    { key: 'who', type: 'group' as const, label: [user.name, user.department || user.login].filter(Boolean).join(' · ') },
    { key: 'password', icon: <KeyOutlined aria-hidden />, label: t('user.password'), onClick: () => setChanging(true) },
    { key: 'devices', icon: <LaptopOutlined aria-hidden />, label: t('user.devices'), onClick: () => void navigate('/account/sessions') },
    ...(granted(session, 'tokens') ? [{ key: 'tokens', icon: <ApiOutlined aria-hidden />, label: t('user.tokens'), onClick: () => void navigate('/account/tokens') }] : []),
    { key: 'leave', icon: <LogoutOutlined aria-hidden />, label: t('user.logout'), onClick: () => void leave() },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className={style.user} aria-haspopup="menu">
          <Avatar person={user} size={30} />
          <span className={style.wide}>{user.name}</span>
          <span className="visually-hidden">{t('user.menu', { name: user.name })}</span>
        </button>
      </Dropdown>
      <PasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
