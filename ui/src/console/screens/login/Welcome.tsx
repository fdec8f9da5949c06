import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppearanceMenu } from '../../frame/AppearanceMenu';
import { LanguageSwitch } from '../../frame/LanguageSwitch';
import { Mark } from '../../../style/Mark';
import style from './login.module.css';

const steps = ['listen', 'sort', 'weigh', 'act', 'echo'] as const;
const radii = [70, 150, 245, 355, 480];

/** Welcome is the page before the console: the picture of an echo on one side, a form on the other. */
export function Welcome({ heading, hint, children }: { heading: string; hint?: string; children: ReactNode }) {
  const { t } = useTranslation(['login', 'shell']);
  return (
    <div className={style.page}>
      <section className={style.picture}>
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
          {radii.map((radius, at) => (
            <circle
              key={radius}
              cx="500"
              cy="500"
              r={radius}
              className={at === 1 ? style.echo : undefined}
              strokeDasharray={`${radius * 4.6} ${radius * 1.7}`}
              transform={`rotate(${at * 100 - 40} 500 500)`}
            />
          ))}
          <circle cx="500" cy="500" r="16" className={style.drop} />
        </svg>
        <div className={style.words}>
          <p className={style.lead}>{t('lead')}</p>
          <p>{t('promise')}</p>
          <ol>
            {steps.map((step) => (
              <li key={step}>{t(`steps.${step}`)}</li>
            ))}
          </ol>
        </div>
      </section>
      <main id="content" className={style.side}>
        <div className={style.tools}>
          <LanguageSwitch />
          <AppearanceMenu />
        </div>
        <div className={style.box}>
          <p className={style.brand}>
            <Mark size={36} />
            <span>{t('name', { ns: 'shell' })}</span>
          </p>
          <h1>{heading}</h1>
          {hint ? <p className={style.hint}>{hint}</p> : null}
          {children}
        </div>
      </main>
    </div>
  );
}
