import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post, remove } from '../../../api/client';
import type { Device } from '../../../model/device';
import type { Member } from '../../../model/people';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { DeviceList } from './DeviceList';
import { invite, type Sent } from './invite';
import { LeaveDialog } from './LeaveDialog';
import { LinkDialog, useSent } from './LinkDialog';
import { peopleChanged } from './read';
import style from './people.module.css';

/** Account is how a user signs in, where they are signed in, and how their account ends and begins again. */
export function Account({ member }: { member: Member }) {
  return (
    <div>
      {member.state === 'inactive' ? null : <SignIn member={member} />}
      {member.state === 'inactive' ? null : <Devices member={member} />}
      {member.self ? null : <End member={member} />}
    </div>
  );
}

function SignIn({ member }: { member: Member }) {
  const { t } = useTranslation('people');
  const say = useSay();
  const tell = useSent();
  const { busy, run } = useOnce();
  const [sent, setSent] = useState<Sent>();
  const waiting = member.state === 'invited';
  const send = async () => {
    try {
      const done = await run(() => invite(member.id));
      await peopleChanged();
      if (done?.link) setSent(done);
      else if (done) tell(done, member.name);
    } catch (error) {
      say.failed(error);
    }
  };
  return (
    <Card title={t('signIn.title')}>
      <p>
        {waiting ? t(member.invited ? 'signIn.waiting' : 'signIn.never') : t('signIn.active')}
        {member.invited ? (
          <>
            {' '}
            {t('signIn.until')} <When at={member.invited} />
          </>
        ) : null}
      </p>
      <Button loading={busy} onClick={() => void send()}>
        {t(waiting ? (member.invited ? 'signIn.again' : 'signIn.invite') : 'signIn.reset')}
      </Button>
      {sent ? <LinkDialog sent={sent} onClose={() => setSent(undefined)} /> : null}
    </Card>
  );
}

function Devices({ member }: { member: Member }) {
  const { t } = useTranslation(['people', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const key = ['user-sessions', member.id];
  const query = useQuery({ queryKey: key, queryFn: () => get<Device[]>(`users/${member.id}/sessions`) });
  const end = async () => {
    try {
      queries.setQueryData(key, await remove<Device[]>(`users/${member.id}/sessions`));
      say.done(t('sessions.done', { name: member.name }));
    } catch (error) {
      say.failed(error);
    }
  };
  const ask = () =>
    modal.confirm({ title: t('sessions.ask', { name: member.name }), content: t('sessions.askText'), okText: t('sessions.end'), cancelText: t('cancel', { ns: 'common' }), onOk: end });
  return (
    <Card title={t('sessions.title')} extra={query.data?.some((one) => !one.current) ? <Button onClick={ask}>{t('sessions.end')}</Button> : null}>
      <Answer query={query} small>
        {(devices) => (devices.length === 0 ? <p className={style.soft}>{t('sessions.none')}</p> : <DeviceList devices={devices} />)}
      </Answer>
    </Card>
  );
}

function End({ member }: { member: Member }) {
  const { t } = useTranslation('people');
  const say = useSay();
  const { busy, run } = useOnce();
  const [leaving, setLeaving] = useState(false);
  const gone = member.state === 'inactive';
  const rest = useQuery({ queryKey: ['duties', member.id], queryFn: () => get<{ count: number }>(`users/${member.id}/duties`), enabled: gone });
  const back = async () => {
    try {
      await run((key) => post(`users/${member.id}/reactivation`, {}, { idempotencyKey: key }));
      await peopleChanged();
      say.done(t('back.done', { name: member.name }));
    } catch (error) {
      say.failed(error);
    }
  };
  return (
    <Card title={t(gone ? 'back.title' : 'leave.title')}>
      <p>{t(gone ? 'back.text' : 'leave.text')}</p>
      <p className={style.buttons}>
        {gone ? (
          <Button type="primary" loading={busy} onClick={() => void back()}>
            {t('back.do')}
          </Button>
        ) : null}
        {gone && !rest.data?.count ? null : (
          <Button danger={!gone} onClick={() => setLeaving(true)}>
            {t(gone ? 'leave.rest' : 'leave.open')}
          </Button>
        )}
      </p>
      {leaving ? <LeaveDialog member={member} onClose={() => setLeaving(false)} /> : null}
    </Card>
  );
}
