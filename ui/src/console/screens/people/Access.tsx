import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import { exceptions, reachable, usualLevel, type FormRule, type RoleView } from '../../../model/rights';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { Tabs } from '../../parts/Tabs';
import { useSession } from '../../session';
import { Explain } from './Explain';
import style from './people.module.css';

export interface Rights {
  actions: readonly string[];
  roles: readonly RoleView[];
}

/** What every role of an app may do, and why somebody can or cannot do something. */
export default function Access() {
  const { t } = useTranslation('access');
  const session = useSession();
  const apps = session?.apps ?? [];
  const [params, setParams] = useSearchParams();
  const app = apps.find((one) => one.key === params.get('app')) ?? apps[0];
  return (
    <>
      <Head title={t('title')} hint={t('hint')}>
        {apps.length > 1 ? <Select aria-label={t('app')} value={app?.key} options={apps.map((one) => ({ value: one.key, label: one.title }))} onChange={(key) => setParams({ app: key })} style={{ minWidth: 200 }} /> : null}
      </Head>
      {app ? <AppRights key={app.key} app={app.key} /> : <State title={t('noApp')} hint={t('noAppHint')} />}
    </>
  );
}

function AppRights({ app }: { app: string }) {
  const { t } = useTranslation('access');
  const [tab, setTab] = useState('roles');
  const query = useQuery({ queryKey: ['rights', app], queryFn: () => get<Rights>(`apps/${app}/roles`) });
  return (
    <Tabs label={t('title')} tabs={[{ key: 'roles', title: t('tab.roles') }, { key: 'explain', title: t('tab.explain') }]} value={tab} onChange={setTab}>
      <div className={style.panel}>
        <Answer query={query}>{(rights) => (tab === 'roles' ? <Roles app={app} rights={rights} /> : <Explain app={app} rights={rights} />)}</Answer>
      </div>
    </Tabs>
  );
}

function Roles({ app, rights }: { app: string; rights: Rights }) {
  const { t } = useTranslation('access');
  if (rights.roles.length === 0) return <State title={t('noRoles')} />;
  return rights.roles.map((role) => {
    const forms = reachable(role);
    return (
      <Card key={role.key} title={role.title} extra={<Link to={`/admin/people?role=${app}/${role.key}`}>{t('people', { count: role.people })}</Link>}>
        {role.grants.length > 0 ? <p className={style.soft}>{t('grants', { list: role.grants.map((grant) => t(`grant.${grant}`)).join(t('comma')) })}</p> : null}
        {forms.length > 0 ? <Matrix role={role} forms={forms} actions={rights.actions} /> : <p className={style.soft}>{t('nothing')}</p>}
      </Card>
    );
  });
}

function Matrix({ role, forms, actions }: { role: RoleView; forms: readonly FormRule[]; actions: readonly string[] }) {
  const { t } = useTranslation('access');
  return (
    <div className={style.scroll} tabIndex={0} role="region" aria-label={t('matrix', { role: role.title })}>
      <table className={style.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('form')}</th>
            {actions.map((action) => (
              <th key={action} scope="col">
                {t(`action.${action}`)}
              </th>
            ))}
            <th scope="col">{t('rows')}</th>
            <th scope="col">{t('fields')}</th>
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => (
            <tr key={form.form}>
              <th scope="row">{form.title}</th>
              {actions.map((action) => (
                <td key={action} data-yes={form.actions.includes(action) || undefined}>
                  <span aria-hidden="true">{form.actions.includes(action) ? '✓' : '–'}</span>
                  <span className="visually-hidden">{t(form.actions.includes(action) ? 'yes' : 'no')}</span>
                </td>
              ))}
              <td>
                {t(`scope.${form.scope || 'own'}`)}
                {form.conditions && form.conditions.length > 0 ? <small>{t('byFields', { names: form.conditions.join(t('comma')) })}</small> : null}
              </td>
              <td>
                <Fields form={form} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Fields({ form }: { form: FormRule }) {
  const { t } = useTranslation('access');
  const usual = usualLevel(form.fields);
  const others = exceptions(form.fields);
  if (!usual) return null;
  if (others.length === 0) return t(`level.${usual}`);
  return (
    <details>
      <summary>{t('mostly', { level: t(`level.${usual}`), count: others.reduce((sum, [, list]) => sum + list.length, 0) })}</summary>
      {others.map(([level, list]) => (
        <p key={level}>
          <b>{t(`level.${level}`)}</b> {list.map((field) => field.title).join(t('comma'))}
        </p>
      ))}
    </details>
  );
}
