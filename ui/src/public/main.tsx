// From compat, because plain Preact does not know React's names of SVG attributes.
import { render } from 'preact/compat';
import { speak } from '../api/client';
import { markLanguage, preferredLanguage, rememberLanguage, toLanguage, type Language } from '../i18n/language';
import { startAppearance } from '../style/appearance';
import { tellZone } from '../units/control/time';
import '../style/tokens.css';
import '../style/base.css';
import './public.css';
import { readBoot, readPlace } from './boot';
import { loadPage } from './page';
import { loadWords } from './words';

// The one thing expressions use that phones of 2020 do not have.
Object.hasOwn ??= (object: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(object, key);

const boot = readBoot();
const place = readPlace(boot);
const root = document.getElementById('root')!;

async function show(language: Language): Promise<void> {
  const [Page, t] = await Promise.all([loadPage(place.page), loadWords(language)]);
  speak(language);
  markLanguage(language);
  // Without a connection the other language cannot come; the page then stays as it is.
  const turn = (next: Language) => void show(next).then(() => rememberLanguage(next), () => undefined);
  render(<Page boot={boot} place={place} language={language} t={t} onLanguage={turn} />, root);
}

/** firstLanguage: the link decides, then what the visitor chose before, then the server, as far as the form speaks it. */
function firstLanguage(): Language {
  const wish = new URLSearchParams(location.search).get('lang');
  const language = wish ? toLanguage(wish) : preferredLanguage(boot.lang);
  return boot.languages && !boot.languages.includes(language) ? toLanguage(boot.languages[0]) : language;
}

// Whatever broke, words may be part of it: this one sentence is written out in both languages.
function failed(): void {
  root.innerHTML = '<main style="padding:20vh 16px;text-align:center"><p>页面没有加载完整 · The page did not load</p></main>';
  const again = document.createElement('button');
  again.textContent = '重新加载 · Load again';
  again.onclick = () => location.reload();
  root.firstElementChild!.append(again);
}

tellZone(boot.timeZone);
startAppearance(boot.form?.theme === 'large' ? { size: 'large' } : {});
show(firstLanguage()).catch(failed);
