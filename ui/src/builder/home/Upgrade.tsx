import { useQuery } from '@tanstack/react-query';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client';
import { Answer } from '../../console/parts/Answer';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { Changes, type Change } from '../frame/Changes';
import { pending } from '../pending';
import { renewDesigns } from '../session';
import style from './home.module.css';

interface Conflict {
  kind: string;
  title: string;
  place: string;
  what: string;
  base: string;
  ours: string;
  theirs: string;
}

interface Upgraded {
  ok: boolean;
  changes: readonly Change[];
  conflicts: readonly Conflict[];
}

/** Upgrade brings a newer version of a package in: what it changes, and where both it and the admin changed the same, which to keep. It becomes drafts. */
export function Upgrade({ app, name, title, version, onClose }: { app: string; name: string; title: string; version: string; onClose: () => void }) {
  const { t } = useTranslation('design');
  const say = useSay();
  const query = useQuery({ queryKey: ['upgrade', app, name], queryFn: () => get<Upgraded>(`apps/${app}/upgrades/${name}`), staleTime: 0 });
  const [decisions, setDecisions] = useState<Record<string, 'ours' | 'theirs'>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const open = (query.data?.conflicts ?? []).filter(({ place }) => !decisions[place]);
  const apply = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await post(`apps/${app}/upgrades/${name}`, { decisions }, { timeout: 120_000 });
      renewDesigns(app);
      pending.told(app);
      say.done(t('upgrade.done', { title, version }));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const side = (conflict: Conflict) => (
    <li key={conflict.place}>
      <b>{conflict.what}</b>
      <Radio.Group value={decisions[conflict.place]} onChange={({ target }) => setDecisions({ ...decisions, [conflict.place]: target.value as 'ours' })} aria-label={conflict.what}>
        <Radio value="ours">{t('upgrade.ours', { words: conflict.ours || t('conflict.nothing') })}</Radio>
        <Radio value="theirs">{t('upgrade.theirs', { words: conflict.theirs || t('conflict.nothing') })}</Radio>
      </Radio.Group>
      <small>{t('upgrade.base', { words: conflict.base || t('conflict.nothing') })}</small>
    </li>
  );
  return (
    <Modal open onCancel={onClose} width={720} title={t('upgrade.title', { title, version })} okText={t('upgrade.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !query.data || open.length > 0, loading: busy }} onOk={() => void apply()}>
      <div className={style.found}>
        <p className={style.hint}>{t('upgrade.hint')}</p>
        <Answer query={query} small>
          {(found) => (
            <>
              {found.conflicts.length > 0 ? (
                <section>
                  <h3 className={style.sub}>{t('upgrade.conflicts', { count: found.conflicts.length })}</h3>
                  <ul className={style.conflicts}>{found.conflicts.map(side)}</ul>
                </section>
              ) : null}
              <h3 className={style.sub}>{t('upgrade.changes')}</h3>
              <Changes changes={found.changes} />
            </>
          )}
        </Answer>
        <Faults error={error} />
      </div>
    </Modal>
  );
}
