import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, indented, startOf, treeOf, withRole, type Absence, type Branch, type Profile, type RoleChoice, type RoleGroup } from '../../../model/people';
import { Choose } from '../../parts/Choose';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { PersonPicker } from '../../parts/PersonPicker';
import { elsewhere, faultAt } from '../../parts/fault';
import form from '../../parts/form.module.css';
import style from './people.module.css';

const places = ['/name', '/login', '/email', '/language', '/department', '/roles', '/admin', '/away'];

interface ProfileFormProps {
  value: Profile;
  onChange: (value: Profile) => void;
  error: unknown;
  departments: readonly Branch[];
  roles: readonly RoleGroup[];
  /** Nobody takes their own rights away. */
  self?: boolean;
  /** The name of the substitute there is; absences are not entered when this is absent. */
  substitute?: { id: string; name: string } | null;
}

/** ProfileForm is what an administrator enters about a user; what the server refuses stands beside its field. */
export function ProfileForm({ value, onChange, error, departments, roles, self, substitute }: ProfileFormProps) {
  const { t } = useTranslation('people');
  const set = (change: Partial<Profile>) => onChange({ ...value, ...change });
  const problem = (place: string) => faultAt(error, place);
  return (
    <div className={form.form}>
      <Faults problems={elsewhere(error, places) ?? []} />
      <div className={style.pair}>
        <Line label={t('field.name')} value={value.name} onChange={(name) => set({ name })} problem={problem('/name')} autoComplete="off" />
        <Line label={t('field.login')} value={value.login} onChange={(login) => set({ login })} problem={problem('/login')} autoComplete="off" />
        <Line label={t('field.email')} type="email" value={value.email} onChange={(email) => set({ email })} problem={problem('/email')} hint={t('field.emailHint')} autoComplete="off" />
        <Choose label={t('field.language')} value={value.language} onChange={(language) => set({ language })} problem={problem('/language')}>
          <option value="">{t('field.languageNone')}</option>
          <option value="zh">中文</option>
          <option value="en">English</option>
        </Choose>
        <Choose label={t('field.department')} value={value.department} onChange={(department) => set({ department })} problem={problem('/department')}>
          <option value="">{t('field.departmentNone')}</option>
          {treeOf(departments).map((twig) => (
            <option key={twig.branch.id} value={twig.branch.id}>
              {indented(twig)}
            </option>
          ))}
        </Choose>
      </div>
      <Rights value={value} roles={roles} self={self} set={set} problem={problem} />
      {substitute !== undefined ? <AwayFields away={value.away} substitute={substitute} onChange={(away) => set({ away })} problem={problem} /> : null}
    </div>
  );
}

interface PartProps {
  problem: (place: string) => string;
}

interface RightsProps extends PartProps {
  value: Profile;
  roles: readonly RoleGroup[];
  self?: boolean;
  set: (change: Partial<Profile>) => void;
}

/** useWhat says in a line what a role lets people do. */
function useWhat() {
  const { t } = useTranslation('access');
  return ({ forms = [], grants = [] }: RoleChoice) =>
    [
      ...forms.map(({ title, actions, scope }) => t('inShort', { form: title, list: actions.map((action) => t(`action.${action}`)).join(t('comma')), rows: t(`scope.${scope || 'own'}`) })),
      ...(grants.length > 0 ? [t('grants', { list: grants.map((grant) => t(`grant.${grant}`)).join(t('comma')) })] : []),
    ].join(t('semicolon')) || t('nothing');
}

function Rights({ value, roles, self, set, problem }: RightsProps) {
  const { t } = useTranslation('people');
  const what = useWhat();
  const id = useId();
  const fault = [problem('/roles'), problem('/admin')].filter(Boolean).join(' ');
  return (
    <div className={style.rights}>
      {roles.map((group) => (
        <fieldset key={group.app}>
          <legend>{t('field.rolesIn', { app: group.title })}</legend>
          {group.roles.map((role) => (
            <label key={role.key}>
              <input type="checkbox" aria-labelledby={`${id}-${role.key}`} aria-describedby={`${id}-${role.key}-what`} checked={value.roles.includes(role.key)} onChange={(event) => set({ roles: withRole(value.roles, role.key, event.target.checked) })} />
              <span>
                <span id={`${id}-${role.key}`}>{role.title}</span>
                <small id={`${id}-${role.key}-what`}>
                  {role.text ? <span className={style.purpose}>{role.text}</span> : null} {what(role)}
                </small>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>{t('field.installation')}</legend>
        <label>
          <input type="checkbox" checked={value.admin} disabled={self && value.admin} onChange={(event) => set({ admin: event.target.checked })} />
          <span>
            {t('field.admin')}
            <small>{self ? t('field.adminSelf') : t('field.adminHint')}</small>
          </span>
        </label>
      </fieldset>
      {fault ? (
        <p role="alert" className={style.fault}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}

interface AwayProps extends PartProps {
  away: Absence | null;
  substitute: { id: string; name: string } | null;
  onChange: (away: Absence | null) => void;
}

function AwayFields({ away, substitute, onChange, problem }: AwayProps) {
  const { t } = useTranslation('people');
  const start = (): Absence => ({ substitute: '', from: startOf(dayOf(new Date().toISOString())), to: startOf('') });
  return (
    <fieldset className={style.away}>
      <legend>{t('away.title')}</legend>
      <label>
        <input type="checkbox" checked={away !== null} onChange={(event) => onChange(event.target.checked ? start() : null)} />
        <span>
          {t('away.on')}
          <small>{t('away.hint')}</small>
        </span>
      </label>
      {away ? (
        <div className={style.pair}>
          <Line label={t('away.from')} type="date" value={dayOf(away.from)} onChange={(day) => onChange({ ...away, from: startOf(day) })} problem={problem('/away/from')} />
          <Line label={t('away.to')} type="date" value={dayOf(away.to, true)} onChange={(day) => onChange({ ...away, to: startOf(day, true) })} problem={problem('/away/to')} />
          <PersonPicker label={t('away.substitute')} initial={substitute} onChange={(id) => onChange({ ...away, substitute: id })} problem={problem('/away/substitute')} />
        </div>
      ) : null}
    </fieldset>
  );
}
