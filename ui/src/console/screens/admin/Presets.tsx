import { CheckCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../../api/client';
import { ApiError } from '../../../api/problem';
import { completeFirst, type Preset } from '../../../model/preset';
import { Answer } from '../../parts/Answer';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { reread } from '../../session';
import style from './admin.module.css';

/** Ready-made apps that can be installed. */
export default function Presets() {
  const { t } = useTranslation('presets');
  const query = useQuery({ queryKey: ['presets'], queryFn: () => get<Preset[]>('presets') });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <Answer query={query}>
        {(presets) =>
          completeFirst(presets).length === 0 ? (
            <State title={t('empty')} />
          ) : (
            <ul className={style.cards}>
              {completeFirst(presets).map((preset) => (
                <PresetCard key={preset.name} preset={preset} titles={Object.fromEntries(presets.map((one) => [one.name, one.title]))} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}

function PresetCard({ preset, titles }: { preset: Preset; titles: Record<string, string> }) {
  const { t } = useTranslation(['presets', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const { run } = useOnce();
  const [busy, setBusy] = useState(false);
  const below = (preset.requires ?? []).map((name) => titles[name] ?? name);
  const install = async (body: { migration?: { pin: boolean } } = {}) => {
    setBusy(true);
    try {
      await run((key) => post(`presets/${preset.name}/install`, body, { idempotencyKey: key, timeout: 180_000 }));
      await Promise.all([queries.invalidateQueries({ queryKey: ['presets'] }), reread()]);
      say.done(t('done', { title: preset.title }));
    } catch (error) {
      if (body.migration === undefined && error instanceof ApiError && error.problems.some((one) => one.code === 'release.needs_mapping')) askToStay(error.message);
      else say.failed(error);
    } finally {
      setBusy(false);
    }
  };
  const askToStay = (reason: string) =>
    modal.confirm({
      title: t('stayAsk'),
      content: reason,
      okText: t('stay'),
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => install({ migration: { pin: true } }),
    });
  const ask = () =>
    modal.confirm({
      title: t('ask', { title: preset.title }),
      content: t('askText'),
      okText: t('install'),
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => install(),
    });
  return (
    <li className={style.preset}>
      <h2>{preset.title}</h2>
      <p>{preset.description}</p>
      {below.length > 0 ? <p className={style.small}>{t('requires', { names: below.join(t('comma')) })}</p> : null}
      <footer>
        <span className={style.small}>{t('version', { version: preset.version })}</span>
        {preset.installed ? (
          <span className={style.installed}>
            <CheckCircleOutlined aria-hidden /> {t('installed')}
          </span>
        ) : (
          <Button type="primary" loading={busy} onClick={ask} aria-label={t('installLabel', { title: preset.title })}>
            {t('install')}
          </Button>
        )}
      </footer>
    </li>
  );
}
