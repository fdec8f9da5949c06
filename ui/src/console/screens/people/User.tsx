import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { get, put } from '../../../api/client';
import { profileOf, type Member } from '../../../model/people';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { reread } from '../../session';
import { Account } from './Account';
import { ProfileForm } from './ProfileForm';
import { peopleChanged, useOrganisation, useRoles } from './read';
import style from './people.module.css';

/** One user: who they are, what they may, how they sign in, and the way out. */
export default function User() {
  const { id = '' } = useParams();
  const { t } = useTranslation('people');
  const query = useQuery({ queryKey: ['user', id], queryFn: () => get<Member>(`users/${encodeURIComponent(id)}`) });
  return (
    <Answer query={query}>
      {(member) => (
        <>
          <p className={style.back}>
            <Link to="/admin/people">
              <ArrowLeftOutlined aria-hidden /> {t('title')}
            </Link>
          </p>
          <Head title={member.name} hint={[t(`state.${member.state}`), member.departmentName].filter(Boolean).join(' · ')} />
          <div className={style.two}>
            <Versions key={member.id} member={member} />
            <Account member={member} />
          </div>
        </>
      )}
    </Answer>
  );
}

/** Versions shows a newer version of the profile at once, unless that would take away what is being entered. */
function Versions({ member }: { member: Member }) {
  const { t } = useTranslation('people');
  const [shown, setShown] = useState(member);
  const entered = useRef(false);
  const newer = member.rev !== shown.rev;
  const take = () => {
    entered.current = false;
    setShown(member);
  };
  useEffect(() => {
    if (!entered.current) setShown(member);
  }, [member]);
  return (
    <div>
      {newer && entered.current ? (
        <p className={style.newer} role="status">
          {t('newer')} <Button onClick={take}>{t('newerTake')}</Button>
        </p>
      ) : null}
      <Edit key={shown.rev} member={shown} onEntered={(is) => void (entered.current = is)} />
    </div>
  );
}

function Edit({ member, onEntered }: { member: Member; onEntered: (is: boolean) => void }) {
  const { t } = useTranslation(['people', 'common']);
  const [value, setValue] = useState(() => profileOf(member));
  useEffect(() => {
    onEntered(JSON.stringify(value) !== JSON.stringify(profileOf(member)));
  }, [value, member]);
  const [error, setError] = useState<unknown>();
  const organisation = useOrganisation();
  const roles = useRoles();
  const { busy, run } = useOnce();
  const say = useSay();
  const save = async () => {
    setError(undefined);
    try {
      const done = await run(() => put<Member>(`users/${member.id}`, value, { ifMatch: `"${member.rev}"` }));
      if (!done) return;
      onEntered(false);
      await peopleChanged();
      if (done.self) await reread();
      say.done(t('saved', { name: done.name }));
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Card title={t('profile')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ProfileForm value={value} onChange={setValue} error={error} departments={organisation.data?.departments ?? []} roles={roles.data ?? []} self={member.self} substitute={member.substitute} />
        <p className={style.save}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('save', { ns: 'common' })}
          </Button>
        </p>
      </form>
    </Card>
  );
}
