// From compat, because plain Preact does not know React's names of SVG attributes.
import { render } from 'preact/compat';
import { speak } from '../api/client';
import { markLanguage, preferredLanguage, rememberLanguage, say, type Language } from '../i18n/language';
import { startAppearance } from '../style/appearance';
import '../style/tokens.css';
import '../style/base.css';
import { readBoot } from './boot';
import { loadPage } from './page';
import { loadWords } from './words';

const boot = readBoot();
const root = document.getElementById('root')!;

async function show(language: Language): Promise<void> {
  speak(language);
  markLanguage(language);
  const [Page, t] = await Promise.all([loadPage(boot.page), loadWords(language)]);
  if (boot.title) document.title = say(boot.title, language);
  const turn = (next: Language) => {
    rememberLanguage(next);
    void show(next);
  };
  render(<Page boot={boot} language={language} t={t} onLanguage={turn} />, root);
}

// Words could not be loaded here, so the one sentence for a broken download is written out in both languages.
function failed(): void {
  root.innerHTML = '<main style="padding:20vh 16px;text-align:center"><p>页面没有加载完整 · The page did not load</p></main>';
  const again = document.createElement('button');
  again.textContent = '重新加载 · Load again';
  again.onclick = () => location.reload();
  root.firstElementChild!.append(again);
}

startAppearance(boot.large ? { size: 'large' } : {});
show(preferredLanguage(boot.language)).catch(failed);
