/** How one person wants the interface to look. `system` follows the operating system, also when it changes later. */
export interface Appearance {
  theme: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  size: 'normal' | 'large';
}

export const defaultAppearance: Appearance = { theme: 'system', density: 'comfortable', size: 'normal' };

const storageKey = 'huiyin.appearance';
const listeners = new Set<() => void>();
let current = defaultAppearance;

function darkQuery(): MediaQueryList | undefined {
  return typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;
}

/** isDark tells whether the page is dark right now, whoever decided it. */
export function isDark(): boolean {
  return current.theme === 'dark' || (current.theme === 'system' && Boolean(darkQuery()?.matches));
}

/** appearance returns the settings in force; the object is replaced, never changed, so it can be compared by identity. */
export function appearance(): Appearance {
  return current;
}

/** onAppearance calls back after every change, its own or the operating system's, and returns the way to stop. */
export function onAppearance(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(): void {
  const root = document.documentElement;
  root.dataset.theme = isDark() ? 'dark' : 'light';
  root.dataset.density = current.density;
  root.dataset.size = current.size;
  listeners.forEach((listener) => listener());
}

/** setAppearance changes some settings, shows them at once and remembers them on this device. */
export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  show();
}

/** startAppearance shows what this device remembers, over `wish`, what the page itself asks for (a large-print form). */
export function startAppearance(wish: Partial<Appearance> = {}): void {
  let remembered: Partial<Appearance> = {};
  try {
    remembered = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Appearance>;
  } catch {
    // Unreadable or refused storage counts as nothing remembered.
  }
  current = { ...defaultAppearance, ...wish, ...remembered };
  darkQuery()?.addEventListener?.('change', show);
  show();
}
