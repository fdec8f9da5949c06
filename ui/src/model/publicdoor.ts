import { living, type FieldSpec, type FormSpec, type PublicSpec } from './formdesign';

/** The public page of a form, as its designer hands it out: addresses, codes for other sites, and what keeps visitors out. */

/** publicPath is where customers fill a form; the parameters say where they come from. */
export function publicPath(app: string, form: string, params: Readonly<Record<string, string>> = {}): string {
  const query = Object.entries(params).map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `/f/${encodeURIComponent(app)}/${encodeURIComponent(form)}${query ? `?${query}` : ''}`;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** frameCode is the piece of HTML that shows the form inside a page of another site. */
export function frameCode(url: string, title: string): string {
  return `<iframe src="${escaped(url)}" title="${escaped(title)}" style="width:100%;height:900px;border:0" loading="lazy"></iframe>`;
}

/** buttonCode is the piece of HTML that floats a button over a page of another site; it needs no script and no permission. */
export function buttonCode(url: string, title: string): string {
  const look = 'position:fixed;right:24px;bottom:24px;z-index:999;padding:14px 22px;border-radius:999px;background:#0e6670;color:#fff;font:600 16px/1.4 sans-serif;text-decoration:none;box-shadow:0 4px 16px rgba(0,0,0,.2)';
  return `<a href="${escaped(url)}" target="_blank" rel="noopener" style="${look}">${escaped(title)}</a>`;
}

/** Fields whose choices can be channels: one value each. */
export function channelFields(spec: FormSpec): FieldSpec[] {
  return living(spec).filter(({ type }) => type === 'select');
}

/** channelOf is the field that tells where a visitor came from, with the parameter of the link that fills it. */
export function channelOf(spec: FormSpec): { parameter: string; field: FieldSpec } | undefined {
  const fields = channelFields(spec);
  for (const [parameter, key] of Object.entries(spec.public?.prefill ?? {})) {
    const field = fields.find((one) => one.key === key);
    if (field) return { parameter, field };
  }
  return undefined;
}

/** setChannel makes another field, or none, the one that tells the channel; the other parameters of the link stay. */
export function setChannel(page: PublicSpec, spec: FormSpec, field: string | undefined): void {
  const before = channelOf(spec)?.parameter;
  const { [before ?? '']: _, ...rest } = page.prefill ?? {};
  let parameter = before ?? 'ch';
  while (parameter in rest) parameter += '_';
  const next = field ? { ...rest, [parameter]: field } : rest;
  if (Object.keys(next).length > 0) page.prefill = next;
  else delete page.prefill;
}

/** What keeps visitors out, each of which is switched on by itself. */
export type Limit = 'password' | 'opens' | 'closes' | 'quota' | 'perPerson';

const moment = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
const hour = 3_600_000;

/** first is what a limit starts as when it is switched on at a moment. */
export function first(limit: Limit, page: PublicSpec, now: number): unknown {
  const next = Math.ceil(now / hour) * hour;
  switch (limit) {
    case 'password':
      return true;
    case 'opens':
      return moment(Math.min(next, page.closes ? Date.parse(page.closes) - hour : next));
    case 'closes':
      return moment(Math.max(next, page.opens ? Date.parse(page.opens) : next) + 7 * 24 * hour);
    case 'quota':
      return 100;
    case 'perPerson':
      return { times: 1, by: 'browser' };
  }
}
