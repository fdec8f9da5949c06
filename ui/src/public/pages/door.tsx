import { useEffect, useMemo, useState } from 'react';
import { get } from '../../api/client';
import { ApiError } from '../../api/problem';
import { learn, wordsIn } from '../../i18n/dictionary';
import { rememberLanguage, type Language } from '../../i18n/language';
import en from '../../i18n/en/door.json';
import { flatten, type Translate } from '../../i18n/plain';
import zh from '../../i18n/zh/door.json';
import { timeText } from '../../units/control/time';
import type { Boot } from '../boot';
import type { Page, PageProps } from '../page';
import card from '../parts/card.module.css';
import { Frame } from '../parts/Frame';
import { Waiting } from '../parts/Notice';
import { Pass } from '../parts/Pass';
import type { Success as SentPage } from '../parts/Success';
import { door, lastSent, linkParams, path } from '../way';
import style from './door.module.css';

const words = { zh, en };

/** wordsOf adds the words of this page to those of a language that the page has been shown in: the other is not known yet. */
function wordsOf(language: Language): Translate {
  learn(language, { words: flatten('door', words[language]), sentences: {} });
  return wordsIn(language);
}

/** States by the code of what keeps the visitor out. */
const states = { 'public.not_open': 'notOpen', 'public.over': 'over', 'public.full': 'full', 'public.answered': 'answered', 'public.unset': 'unset', 'public.locked': 'locked' } as const;
type State = (typeof states)[keyof typeof states];

const signs: Readonly<Record<State, string>> = {
  notOpen: 'M44 26v18l11 8M44 66a22 22 0 1 0 0-44 22 22 0 0 0 0 44',
  over: 'M30 22h28M30 66h28M33 22c0 14 22 16 22 22S33 52 33 66M55 22c0 14-22 16-22 22s22 8 22 22',
  full: 'M25 36a7 7 0 1 0 14 0 7 7 0 0 0-14 0M49 36a7 7 0 1 0 14 0 7 7 0 0 0-14 0M20 62c0-8 5-13 12-13s12 5 12 13M44 62c0-8 5-13 12-13s12 5 12 13',
  answered: 'm28 45 11 11 22-24',
  unset: 'M44 28v22M44 60v.1',
  locked: 'M28 40h32v24H28zM34 40v-7a10 10 0 0 1 20 0v7',
};

/** useLatch opens the form for who has a pass: of this tab already, or once the password is given. */
function useLatch({ boot, place, language }: PageProps) {
  const name = `huiyin.pass.${place.app}/${place.form}`;
  const [why, setWhy] = useState(boot.door);
  const [inside, setInside] = useState<{ boot: Boot; Fill: Page }>();
  const locked = boot.door?.code === 'public.locked';
  const [waiting, setWaiting] = useState(locked);
  /** Reads the form, and goes to the fill page; or shows what else keeps the visitor out. Other errors are of whoever asked. */
  const enter = async () => {
    try {
      const found = await get<Boot>(path(place), { query: { ...linkParams(), lang: language }, headers: { 'X-Form-Pass': door.pass } });
      const { default: Fill } = await import('./fill');
      setInside({ boot: { ...boot, ...found, door: undefined }, Fill });
    } catch (error) {
      const said = error instanceof ApiError ? error.problems[0] : undefined;
      if (!said || said.code === 'public.locked' || !(said.code in states)) throw error;
      setWhy(said);
    }
  };
  const open = async (pass: string) => {
    door.pass = pass;
    await enter();
    try {
      sessionStorage.setItem(name, pass);
    } catch {
      // Storage may be refused; then the password is asked for again after a reload.
    }
  };
  useEffect(() => {
    if (!locked) return;
    try {
      door.pass = sessionStorage.getItem(name) ?? '';
    } catch {
      // As above.
    }
    // A pass that has ended is no fault of the visitor: they are asked for the password as at first.
    (door.pass ? enter() : Promise.resolve()).catch(() => (door.pass = '')).finally(() => setWaiting(false));
  }, []);
  return { why, inside, waiting, open };
}

/** turn shows the page in another language: the name of the form comes from the server. */
function turn(language: Language): void {
  rememberLanguage(language);
  const to = new URL(location.href);
  to.searchParams.set('lang', language);
  location.replace(to);
}

/** useReturn looks again when the form opens, for who waits before it; a clock that is ahead does not make it restless. */
function useReturn(at: unknown): void {
  useEffect(() => {
    const left = Date.parse(String(at)) - Date.now();
    if (!(left < 864e5)) return undefined;
    const timer = setTimeout(() => location.reload(), Math.max(left + 1000, 15_000));
    return () => clearTimeout(timer);
  }, []);
}

/** The page in place of a form that cannot be filled now: it says why, and what to do. */
export default function Door(props: PageProps) {
  const { boot, place, language } = props;
  const { why, inside, waiting, open } = useLatch(props);
  const { code = '', params = {} } = why ?? {};
  const state: State = states[code as keyof typeof states] ?? 'unset';
  const t = useMemo(() => wordsOf(language), [language]);
  const name = `${place.app}/${place.form}`;
  const [sent] = useState(() => lastSent(name).load());
  const [Success, setSuccess] = useState<typeof SentPage>();
  const [draft, setDraft] = useState(false);
  useReturn(state === 'notOpen' ? params.at : undefined);
  useEffect(() => {
    if (boot.form) document.title = boot.form.title;
    if (state === 'locked') return;
    // What few visitors need comes after the page.
    if (sent) void import('../parts/Success').then((found) => setSuccess(() => found.Success));
    else void import('../draft').then(({ drafts }) => setDraft(drafts(name).load() !== undefined)).catch(() => undefined);
  }, [state]);
  if (inside) return <inside.Fill {...props} boot={inside.boot} />;
  const frame = { ...props, t, onLanguage: (next: Language) => (next === language ? props.onLanguage(next) : turn(next)) };
  if (sent && Success) return <Frame {...frame}><Success sent={sent} language={language} t={t} /></Frame>;
  if (waiting) return <Frame {...frame}><Waiting t={t} /></Frame>;
  // A refusal says the moment in words already.
  const at = String(params.at).includes('T') ? timeText(params.at, language) : String(params.at);
  const many = state === 'answered' && Number(params.times) > 1;
  const again = state === 'notOpen' || state === 'full' || state === 'unset';
  return (
    <Frame {...frame}>
      <section className={card.card}>
        <div className={card.hero}>
          <h1>{boot.form?.title}</h1>
        </div>
        <div className={style.door}>
          <svg className={style.sign} viewBox="0 0 88 88" aria-hidden="true">
            <circle cx="44" cy="44" r="44" />
            <path d={signs[state]} />
          </svg>
          <h2>{t(`door.${state}.title`)}</h2>
          <p>{many ? t('door.answered.many', { times: String(params.times) }) : t(`door.${state}.text`, { at })}</p>
          {draft ? <p>{t('door.draft')}</p> : null}
          {state === 'locked' ? <Pass place={place} language={language} t={t} onOpen={open} /> : null}
          {again ? (
            <button type="button" className={card.plain} onClick={() => location.reload()}>
              {t(`door.${state}.again`)}
            </button>
          ) : null}
        </div>
      </section>
    </Frame>
  );
}
