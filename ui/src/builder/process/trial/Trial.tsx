import { CloseOutlined, ReloadOutlined, UndoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Faults } from '../../../console/parts/Faults';
import { Lines } from '../../../console/parts/Lines';
import { toLanguage } from '../../../i18n/text';
import { customer, standing, type Standing } from '../../../model/trial';
import { tellZone } from '../../../units/control/time';
import { useSurroundings } from '../../useDesign';
import { useFlow } from '../useFlow';
import { Begin } from './Begin';
import { Clock } from './Clock';
import { TrialContext, type TrialDesk } from './desk';
import { Now } from './Now';
import { Trace } from './Trace';
import { useTrial } from './useTrial';
import style from './trial.module.css';

/** Trial steps the draft as every one of its people, on a clock moved by hand. Nothing of it is kept or sent. */
export default function Trial({ onClose, onStand }: { onClose: () => void; onStand: (standing: Standing | undefined) => void }) {
  const { t, i18n } = useTranslation(['trial', 'record', 'common']);
  const { place } = useSurroundings();
  const { flow } = useFlow();
  const playing = useTrial();
  const { trial, steps, busy, error, stale, cut } = playing;
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => void scroll.current?.scrollTo({ top: 0 }), [steps.length, trial?.as]);
  useEffect(() => onStand(trial ? standing(trial) : undefined), [trial, onStand]);
  useEffect(() => () => onStand(undefined), [onStand]);
  const desk = useMemo<TrialDesk | undefined>(() => {
    if (!trial) return undefined;
    tellZone(trial.zone);
    const format = new Intl.DateTimeFormat(toLanguage(i18n.language) === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: trial.zone });
    const names = new Map(trial.people.map((one) => [one.id, one.id === customer ? t('customer') : one.name]));
    return { ...playing, trial, app: place.app, form: flow.form, name: (id) => names.get(id) ?? id, when: (at) => format.format(new Date(at)) };
  }, [trial, playing, place.app, flow.form, i18n.language, t]);
  return (
    <section className={style.trial} aria-label={t('title')} aria-busy={busy}>
      <header className={style.head}>
        <h2>
          {t('title')} <small>{t('safe')}</small>
        </h2>
        <Button type="text" icon={<UndoOutlined aria-hidden />} disabled={busy || steps.length === 0} aria-label={t('undo')} title={t('undo')} onClick={playing.undo} />
        <Button type="text" icon={<ReloadOutlined aria-hidden />} disabled={busy || steps.length === 0} aria-label={t('restart')} title={t('restart')} onClick={() => playing.restart()} />
        <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('close')} onClick={onClose} />
      </header>
      {desk ? (
        <TrialContext value={desk}>
          <Clock />
          <div ref={scroll} className={style.scroll} tabIndex={0} role="group" aria-label={t('title')}>
            {stale ? (
              <p className={style.stale}>
                {t('stale')}{' '}
                <Button size="small" onClick={playing.again}>
                  {t('again')}
                </Button>
              </p>
            ) : null}
            {cut.length > 0 ? <p className={style.stale}>{t('cut')}</p> : null}
            <Faults error={error} problems={error ? undefined : cut} />
            {desk.trial.record ? <Now key={`${steps.length}/${desk.trial.as}`} record={desk.trial.record} /> : desk.trial.form ? <Begin key={`${desk.trial.as}/${desk.trial.start}`} view={desk.trial.form} /> : null}
            <Trace />
          </div>
        </TrialContext>
      ) : error ? (
        <div className={style.scroll}>
          <p className={style.quiet}>{t('broken')}</p>
          <Faults error={error} />
        </div>
      ) : (
        <Lines />
      )}
    </section>
  );
}
