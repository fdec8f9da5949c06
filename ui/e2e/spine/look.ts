import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe, settled, shot } from '../browser';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

let seen = 0;

/** texts is everything a person can read or hear on the page but for commands: visible words, names of controls, the page's title. */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      } else if (node.parentElement?.checkVisibility() && !node.parentElement.closest('script, style, noscript, code')) {
        found.push(node.textContent ?? '');
      }
    }
    return found.map((text) => text.trim()).filter(Boolean);
  });
}

const keyLike = /^[a-z][a-zA-Z]*([.:][a-zA-Z][\w]*)+$/;
const chinese = /\p{Script=Han}/u;
const english = /\b[A-Za-z]{3,}\s+[A-Za-z]{2,}\b/;

/**
 * strangers lists what stands on the page in another language than `lang`, or as the key of a missing text. What people
 * wrote themselves (`data`) is theirs, and the language switch names the other language on purpose.
 */
export async function strangers(page: Page, lang: 'zh' | 'en', data: readonly string[]): Promise<string[]> {
  const own = [...data, '中文'].sort((a, b) => b.length - a.length);
  // Where there is no room for a name, its last character stands alone.
  const initials = new Set(own.map((word) => word.slice(-1)));
  const rest = (text: string) => (initials.has(text) ? '' : own.reduce((left, word) => left.split(word).join(' '), text));
  const foreign = (text: string) => (lang === 'en' ? chinese.test(text) : english.test(text) && !chinese.test(text));
  return (await texts(page)).filter((text) => foreign(rest(text)) || keyLike.test(rest(text).trim()));
}

export interface LookOptions {
  lang?: 'zh' | 'en';
  /** Words that people entered. */
  data: readonly string[];
}

/**
 * look is what is asked of every page of the story, on a wide screen and on a phone: no violation of WCAG, nothing that
 * sticks out sideways, no word of another language. A picture of each lands in out/.
 */
export async function look(page: Page, name: string, { lang = 'zh', data }: LookOptions): Promise<void> {
  const before = page.viewportSize()!;
  const number = String((seen += 1)).padStart(2, '0');
  // The size the page has anyway comes last, so that it is left as it was.
  for (const size of [...sizes].sort((a, b) => Number(a.width === before.width) - Number(b.width === before.width))) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready);
    await settled(page);
    await shot(page, `spine-${number}-${name}-${size.width}`, size.width < 1000);
    await axe(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name} at ${size.width} px is too wide by`).toBeLessThanOrEqual(0);
    expect(await strangers(page, lang, data), `${name} at ${size.width} px in ${lang}`).toEqual([]);
  }
}
