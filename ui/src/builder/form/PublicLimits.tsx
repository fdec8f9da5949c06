import { Switch } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client';
import { say, toLanguage } from '../../i18n/text';
import type { PublicSpec } from '../../model/formdesign';
import { first, type Limit } from '../../model/publicdoor';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { PasswordSetting } from './PasswordSetting';
import { usePublicSchema } from './PublicInspector';
import style from './inspector.module.css';

/** What the server knows of the page's door: whether the password is set, how many places are taken. */
export interface Door {
  set: boolean;
  at?: string;
  by?: string;
  taken: number;
}

/** useDoor asks for it; the password is kept beside the definition, never in it. */
export function useDoor() {
  const { place } = useSurroundings();
  return useQuery({ queryKey: ['door', place.app, place.key], queryFn: () => get<Door>(`apps/${place.app}/forms/${place.key}/door`) });
}

const limits: readonly Limit[] = ['password', 'opens', 'closes', 'quota', 'perPerson'];

interface PublicLimitsProps {
  now: Partial<PublicSpec>;
  onChange: (name: string, value: unknown) => void;
}

/** PublicLimits are the limits of the page, each with a switch: what is off does not stand in the definition. */
export function PublicLimits({ now, onChange }: PublicLimitsProps) {
  const { t } = useTranslation('designpublic');
  return (
    <section className={style.part}>
      <h3>{t('limits')}</h3>
      <p className={style.hint}>{t('limitsHint')}</p>
      {limits.map((name) => (
        <One key={name} name={name} now={now} onChange={(value) => onChange(name, value)} />
      ))}
    </section>
  );
}

function One({ name, now, onChange }: { name: Limit; now: Partial<PublicSpec>; onChange: (value: unknown) => void }) {
  const { i18n } = useTranslation('designpublic');
  const { problems } = useSurroundings();
  const { own, root } = usePublicSchema();
  const id = useId();
  const schema = own[name];
  if (!schema) return null;
  const pointer = `/spec/public/${name}`;
  const value = now[name];
  const on = value !== undefined && value !== false;
  const words = (key: 'x-title' | 'x-help') => say(schema[key], toLanguage(i18n.language));
  const { 'x-title': _, 'x-help': __, ...bare } = schema;
  return (
    <div className={style.limit} data-limit={name}>
      <div className={style.limitHead}>
        <label htmlFor={id}>{words('x-title')}</label>
        <Switch id={id} checked={on} onChange={(next) => onChange(next ? first(name, now as PublicSpec, Date.now()) : undefined)} />
      </div>
      <p className={style.hint}>{words('x-help')}</p>
      {!on ? null : name === 'password' ? (
        <PasswordSetting />
      ) : (
        <Setting root={root} beside={{}} problems={problems} name={name} title={words('x-title')} schema={bare} value={value} pointer={pointer} onChange={onChange} />
      )}
      {on && name === 'quota' ? <Taken quota={Number(value)} /> : null}
    </div>
  );
}

function Taken({ quota }: { quota: number }) {
  const { t } = useTranslation('designpublic');
  const { data } = useDoor();
  if (!data) return null;
  return <p className={style.hint}>{data.taken > 0 ? t('taken', { taken: data.taken, left: Math.max(0, quota - data.taken) }) : t('takenNone')}</p>;
}
