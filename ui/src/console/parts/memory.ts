const prefix = 'huiyin.';

/** recall reads what this device remembers under a name; the fallback when it remembers nothing readable. */
export function recall<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** remember keeps a value on this device; undefined forgets it. Storage that is full or refused forgets silently. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // The choice then lasts as long as the page.
  }
}
