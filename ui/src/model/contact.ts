/** hrefOf is how a way to reach somebody is followed: tel: or mailto:; undefined for a name, or what is masked. */
export function hrefOf(text: string): string | undefined {
  const plain = text.trim();
  if (plain.includes('*')) return undefined;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain)) return `mailto:${encodeURIComponent(plain).replace('%40', '@')}`;
  const [number = ''] = plain.split(/[x#转]|ext/i);
  const digits = number.replace(/[\s().·-]/g, '');
  return /^\+?\d{5,15}$/.test(digits) ? `tel:${digits}` : undefined;
}
