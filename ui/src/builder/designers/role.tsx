import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover, Select } from 'antd';
import type { Draft } from 'immer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../i18n/text';
import type { ConditionTree } from '../../model/formview';
import { actions, allow, grants, levels, scopes, setLevel, type FieldLevel, type Permission, type RoleSpec, type RowScope } from '../../model/roledesign';
import { definitionsOf, fieldsOf } from '../inspector/references';
import { Setting } from '../inspector/Settings';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';
import { SeeAs } from '../role/SeeAs';
import style from './role.module.css';

const condition = { type: 'object', 'x-editor': 'condition', 'x-in': 'form' };

/** The designer of roles: what may be done with the records of each form, which of them, and which fields. */
export default function Role() {
  const { t } = useTranslation('designother');
  const { spec } = useDocument<RoleSpec>();
  const change = useChange<RoleSpec>();
  return (
    <Sheet aside={<SeeAs />}>
      <Part title={t('role.forms')} hint={t('role.formsHint')}>
        <Matrix spec={spec} />
      </Part>
      <Part title={t('role.grants')} hint={t('role.grantsHint')}>
        <Checkbox.Group
          className={style.grants}
          value={spec.grants ?? []}
          aria-label={t('role.grants')}
          options={grants.map((one) => ({ value: one, label: t(`grant.${one}`) }))}
          onChange={(list) => change('role.grants', ({ spec: draft }) => void (list.length > 0 ? (draft.grants = list as string[]) : delete draft.grants))}
        />
      </Part>
    </Sheet>
  );
}

function Matrix({ spec }: { spec: RoleSpec }) {
  const { t, i18n } = useTranslation('designother');
  const { bundle } = useSurroundings();
  const forms = [...definitionsOf(bundle, 'form', toLanguage(i18n.language)), { value: '*', label: t('role.everyForm') }];
  return (
    <div className={style.scroll} tabIndex={0} role="group" aria-label={t('role.forms')}>
      <table className={style.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('role.form')}</th>
            {actions.map((action) => (
              <th key={action} scope="col">
                {t(`action.${action}`)}
              </th>
            ))}
            <th scope="col">{t('role.rows')}</th>
            <th scope="col">{t('role.fields')}</th>
          </tr>
        </thead>
        <tbody>
          {forms.map(({ value, label }) => (
            <Row key={value} form={value} title={label} at={(spec.permissions ?? []).findIndex((one) => one.form === value)} spec={spec} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ form, title, at, spec }: { form: string; title: string; at: number; spec: RoleSpec }) {
  const { t } = useTranslation('designother');
  const change = useChange<RoleSpec>();
  const permission = spec.permissions?.[at];
  const scope = permission?.scope;
  // Nothing is said until the condition says something: an empty one would mean every record.
  const [writing, setWriting] = useState(false);
  const named = typeof scope === 'string' && !writing ? scope : 'condition';
  const rows = (next: RowScope) => change('role.rows', ({ spec: draft }) => void (draft.permissions![at]!.scope = next as Draft<RowScope>), typeof next === 'string' ? undefined : `rows.${form}`);
  const choose = (next: string) => {
    setWriting(next === 'condition');
    if (next !== 'condition') rows(next as RowScope);
  };
  return (
    <tr data-none={permission ? undefined : true}>
      <th scope="row">{title}</th>
      {actions.map((action) => (
        <td key={action}>
          <Checkbox
            checked={permission?.actions.includes(action) ?? false}
            aria-label={`${title} ${t(`action.${action}`)}`}
            onChange={({ target }) => change('role.allow', ({ spec: draft }) => allow(draft, form, action, target.checked), undefined, { form: title, action: t(`action.${action}`) })}
          />
        </td>
      ))}
      <td>
        {permission ? (
          <Select
            size="small"
            value={named}
            aria-label={`${title} ${t('role.rows')}`}
            options={[...scopes, ...(form === '*' ? [] : ['condition'])].map((one) => ({ value: one, label: t(`scope.${one}`) }))}
            onChange={choose}
          />
        ) : null}
        {permission && named === 'condition' ? <Where form={form} title={title} at={at} scope={scope} begin={writing && typeof scope === 'string'} onChange={(condition) => rows({ condition })} /> : null}
      </td>
      <td>{permission && form !== '*' ? <Fields permission={permission} at={at} title={title} /> : null}</td>
    </tr>
  );
}

interface WhereProps {
  form: string;
  title: string;
  at: number;
  scope: RowScope | undefined;
  /** It was just chosen and waits to be written. */
  begin: boolean;
  onChange: (condition: ConditionTree) => void;
}

/** Where is the condition that the records of a role meet. */
function Where({ form, title, at, scope, begin, onChange }: WhereProps) {
  const { t } = useTranslation('designother');
  const { problems } = useSurroundings();
  const [open, setOpen] = useState(begin);
  const words = t('role.rowsWhere', { title });
  const value = typeof scope === 'object' ? scope.condition : undefined;
  const pointer = `/spec/permissions/${at}/scope/condition`;
  const body = <div className={style.where}><Setting name="condition" title={words} schema={condition} root={condition} value={value} beside={{ form }} pointer={pointer} problems={problems} onChange={(next) => next !== undefined && onChange(next as ConditionTree)} /></div>;
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={body}>
      <Button size="small" type="text" icon={<SettingOutlined aria-hidden />} aria-label={words} />
    </Popover>
  );
}

/** Fields sets the level of all fields, and of those that differ. */
function Fields({ permission, at, title }: { permission: Permission; at: number; title: string }) {
  const { t, i18n } = useTranslation('designother');
  const { bundle } = useSurroundings();
  const change = useChange<RoleSpec>();
  const fields = fieldsOf(bundle, permission.form, toLanguage(i18n.language));
  const others = permission.fieldsDefault ?? 'read';
  const options = levels.map((one) => ({ value: one, label: t(`level.${one}`) }));
  const set = (field: string, level: FieldLevel) => change('role.level', ({ spec }) => setLevel(spec.permissions![at]!, field, level));
  const body = (
    <div className={style.fields}>
      <label>
        <b>{t('role.others')}</b>
        <Select size="small" value={others} options={options} aria-label={t('role.others')} onChange={(level: FieldLevel) => change('role.level', ({ spec }) => void (spec.permissions![at]!.fieldsDefault = level))} />
      </label>
      {fields.map(({ value, label }) => (
        <label key={value} data-differs={permission.fields?.[value] ? true : undefined}>
          {label}
          <Select size="small" value={permission.fields?.[value] ?? others} options={options} aria-label={label} onChange={(level: FieldLevel) => set(value, level)} />
        </label>
      ))}
    </div>
  );
  const differ = Object.keys(permission.fields ?? {}).length;
  const words = t(`level.${others}`) + (differ > 0 ? ` · ${t('role.differ', { count: differ })}` : '');
  return (
    <Popover trigger="click" placement="bottomRight" title={t('role.fieldsOf', { title })} content={body}>
      <Button size="small" icon={<SettingOutlined aria-hidden />} aria-label={`${t('role.fieldsOf', { title })} ${words}`}>
        {words}
      </Button>
    </Popover>
  );
}
