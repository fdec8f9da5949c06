import { UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { indented, roleNames, treeOf, type Member, type RoleGroup } from '../../../model/people';
import { Tone } from '../../parts/Chip';
import { Head } from '../../parts/Head';
import { Lines } from '../../parts/Lines';
import { More } from '../../parts/More';
import { Avatar } from '../../parts/Person';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { AddUser } from './AddUser';
import { useOrganisation, useRoles } from './read';
import style from './people.module.css';

const tones = { active: 'green', invited: 'blue', away: 'amber', inactive: 'grey' } as const;
const states = ['active', 'invited', 'away', 'inactive'] as const;

/** Everybody who can sign in, and those who once could. */
export default function People() {
  const { t } = useTranslation('people');
  const [params] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const roles = useRoles();
  const query = Object.fromEntries(['q', 'role', 'department', 'state'].map((name) => [name, params.get(name) ?? '']));
  const pages = usePages<Member>(['users', query], 'users', query);
  const count = pages.data?.pages[0]?.count ?? 0;
  const filtered = Object.values(query).some(Boolean);
  return (
    <>
      <Head title={t('title')} hint={t('hint')}>
        <Button type="primary" icon={<UserAddOutlined aria-hidden />} onClick={() => setAdding(true)}>
          {t('add.open')}
        </Button>
      </Head>
      <Filters roles={roles.data ?? []} />
      <p role="status" className={style.count}>
        {pages.data ? t('count', { count }) : ''}
      </p>
      {pages.isError ? <Failed error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Lines /> : null}
      {pages.items && pages.items.length === 0 ? <State title={filtered ? t('none.filtered') : t('none.title')} hint={t('none.hint')} /> : null}
      {pages.items && pages.items.length > 0 ? (
        <ul className={style.people}>
          {pages.items.map((member) => (
            <Row key={member.id} member={member} roles={roles.data ?? []} />
          ))}
        </ul>
      ) : null}
      <More {...pages} />
      {adding ? <AddUser onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function Row({ member, roles }: { member: Member; roles: readonly RoleGroup[] }) {
  const { t } = useTranslation('people');
  const names = roleNames(member.roles, roles);
  if (member.admin) names.unshift(t('field.admin'));
  return (
    <li data-state={member.state}>
      <Link to={`/admin/people/${member.id}`}>
        <Avatar person={member} size={36} />
        <span className={style.who}>
          <b>{member.name}</b>
          <small>
            {member.login}
            {member.email ? ` · ${member.email}` : ''}
          </small>
        </span>
        <span className={style.where}>{member.departmentName || t('field.departmentNone')}</span>
        <span className={style.roles}>{names.length > 0 ? names.join(t('comma')) : t('noRole')}</span>
        <Tone color={tones[member.state]}>{t(`state.${member.state}`)}</Tone>
      </Link>
    </li>
  );
}

function Filters({ roles }: { roles: readonly RoleGroup[] }) {
  const { t } = useTranslation('people');
  const [params, setParams] = useSearchParams();
  const organisation = useOrganisation();
  const set = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const select = (name: string) => ({ value: params.get(name) ?? '', onChange: (event: { target: { value: string } }) => set(name, event.target.value) });
  return (
    <search className={style.filters}>
      <input type="search" aria-label={t('filter.search')} placeholder={t('filter.search')} {...select('q')} />
      <select aria-label={t('filter.role')} {...select('role')}>
        <option value="">{t('filter.anyRole')}</option>
        <option value="admin">{t('field.admin')}</option>
        {roles.map((group) => (
          <optgroup key={group.app} label={group.title}>
            {group.roles.map((role) => (
              <option key={role.key} value={role.key}>
                {role.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <select aria-label={t('filter.department')} {...select('department')}>
        <option value="">{t('filter.anyDepartment')}</option>
        {treeOf(organisation.data?.departments ?? []).map((twig) => (
          <option key={twig.branch.id} value={twig.branch.id}>
            {indented(twig)}
          </option>
        ))}
      </select>
      <select aria-label={t('filter.state')} {...select('state')}>
        <option value="">{t('filter.anyState')}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </select>
    </search>
  );
}
