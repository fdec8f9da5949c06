import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { firstWish, terms, toggled, type TokenDesk, type TokenWish } from '../../../model/token';
import { Choose } from '../../parts/Choose';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import { elsewhere, faultAt } from '../../parts/fault';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import form from '../../parts/form.module.css';
import style from './tokens.module.css';

const places = ['/name', '/scopes', '/apps', '/days'];

interface NewTokenProps {
  desk: TokenDesk;
  onClose: () => void;
  onMade: (secret: string) => void;
}

/** NewToken asks what a token is for, what it may do, where and how long. */
export function NewToken({ desk, onClose, onMade }: NewTokenProps) {
  const { t } = useTranslation(['tokens', 'common']);
  const [wish, setWish] = useState(() => firstWish(desk));
  const [error, setError] = useState<unknown>();
  const { busy, run } = useOnce();
  const say = useSay();
  const set = (change: Partial<TokenWish>) => setWish({ ...wish, ...change });
  const save = async () => {
    setError(undefined);
    try {
      const done = await run((key) => post<{ secret: string }>('tokens', wish, { idempotencyKey: key }));
      if (!done) return;
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      if (done.secret) return onMade(done.secret);
      // The answer to the first try was lost, and with it the secret.
      say.warn(t('lost'));
      onClose();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Modal open title={t('new.title')} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okText={t('new.save')} cancelText={t('cancel', { ns: 'common' })} width={560} destroyOnHidden>
      <div className={form.form}>
        <Faults problems={elsewhere(error, places) ?? []} />
        <Line label={t('new.name')} hint={t('new.nameHint')} value={wish.name} onChange={(name) => set({ name })} problem={faultAt(error, '/name')} autoComplete="off" autoFocus />
        <Ticks legend={t('new.scopes')} problem={faultAt(error, '/scopes')}>
          {desk.scopes.map((scope) => (
            <Tick key={scope} title={t([`scope.${scope}.title`, 'scope.other'], { scope })} hint={t(`scope.${scope}.hint`)} on={wish.scopes.includes(scope)} onChange={(on) => set({ scopes: toggled(wish.scopes, scope, on) })} />
          ))}
        </Ticks>
        <Ticks legend={t('new.apps')} problem={faultAt(error, '/apps')} hint={desk.everywhere ? t('new.appsHint') : undefined}>
          {desk.apps.map((app) => (
            <Tick key={app.key} title={app.title} on={wish.apps.includes(app.key)} onChange={(on) => set({ apps: toggled(wish.apps, app.key, on) })} />
          ))}
        </Ticks>
        <Choose label={t('new.days')} value={String(wish.days)} onChange={(days) => set({ days: Number(days) })} problem={faultAt(error, '/days')}>
          {terms(desk.maxDays).map((days) => (
            <option key={days} value={days}>
              {t('new.day', { count: days })}
            </option>
          ))}
        </Choose>
      </div>
    </Modal>
  );
}

function Ticks({ legend, problem, hint, children }: { legend: string; problem: string; hint?: string; children: React.ReactNode }) {
  return (
    <fieldset className={style.ticks}>
      <legend>{legend}</legend>
      {children}
      {hint && !problem ? <p className={style.soft}>{hint}</p> : null}
      {problem ? (
        <p role="alert" className={style.fault}>
          {problem}
        </p>
      ) : null}
    </fieldset>
  );
}

function Tick({ title, hint, on, onChange }: { title: string; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {title}
        {hint ? <small>{hint}</small> : null}
      </span>
    </label>
  );
}
