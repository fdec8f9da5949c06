import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { post } from '../../../api/client';
import { nobodyYet, type Member, type Profile } from '../../../model/people';
import { useOnce } from '../../parts/useOnce';
import { invite, type Sent } from './invite';
import { LinkDialog, useSent } from './LinkDialog';
import { ProfileForm } from './ProfileForm';
import { peopleChanged, useOrganisation, useRoles } from './read';
import style from './people.module.css';

/** AddUser makes a user and, unless that is unwanted, invites them to choose a password. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['people', 'common']);
  const [value, setValue] = useState<Profile>(nobodyYet);
  const [inviting, setInviting] = useState(true);
  const [error, setError] = useState<unknown>();
  const [made, setMade] = useState<{ id: string; sent: Sent }>();
  const organisation = useOrganisation();
  const roles = useRoles();
  const navigate = useNavigate();
  const { busy, run } = useOnce();
  const tell = useSent();
  const open = (id: string) => {
    onClose();
    void navigate(`/admin/people/${id}`);
  };
  const save = async () => {
    setError(undefined);
    try {
      const user = await run((key) => post<Member>('users', value, { idempotencyKey: key }));
      if (!user) return;
      const sent = inviting ? await invite(user.id) : undefined;
      await peopleChanged();
      if (sent?.link) return setMade({ id: user.id, sent });
      tell(sent, user.name);
      open(user.id);
    } catch (reason) {
      setError(reason);
    }
  };
  if (made) return <LinkDialog sent={made.sent} onClose={() => open(made.id)} />;
  return (
    <Modal open title={t('add.title')} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okText={t('add.save')} cancelText={t('cancel', { ns: 'common' })} width={680} destroyOnHidden>
      <ProfileForm value={value} onChange={setValue} error={error} departments={organisation.data?.departments ?? []} roles={roles.data ?? []} />
      <label className={style.check}>
        <input type="checkbox" checked={inviting} onChange={(event) => setInviting(event.target.checked)} />
        <span>
          {t('add.invite')}
          <small>{t('add.inviteHint')}</small>
        </span>
      </label>
    </Modal>
  );
}
