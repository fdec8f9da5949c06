import {
  ApartmentOutlined, ApiOutlined, BarChartOutlined, CalendarOutlined, FormOutlined, MailOutlined, SafetyOutlined, SettingOutlined, TableOutlined,
  TagsOutlined, ThunderboltOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { Part } from '../model/design';

type Icon = ComponentType<{ 'aria-hidden'?: boolean }>;

/** The kinds of definitions in the order people build them; the texts name each, `kind.<kind>`. */
export const kinds: Readonly<Record<string, Icon>> = {
  form: FormOutlined,
  process: ApartmentOutlined,
  rule: ThunderboltOutlined,
  view: TableOutlined,
  report: BarChartOutlined,
  list: TagsOutlined,
  message: MailOutlined,
  role: SafetyOutlined,
  calendar: CalendarOutlined,
  connector: ApiOutlined,
  app: SettingOutlined,
};

/** grouped puts definitions under their kinds, both in order; kinds without any are left out. */
export function grouped(parts: readonly Part[]): [kind: string, parts: Part[]][] {
  const known = Object.keys(kinds);
  const others = [...new Set(parts.map(({ kind }) => kind))].filter((kind) => !known.includes(kind));
  return [...known, ...others]
    .map((kind): [string, Part[]] => [kind, parts.filter((part) => part.kind === kind).sort((a, b) => a.title.localeCompare(b.title, 'zh'))])
    .filter(([, list]) => list.length > 0);
}

/** designUrl is where a definition is designed; at is a pointer into it to look at. */
export function designUrl(app: string, kind: string, key: string, at = ''): string {
  const path = `/design/${app}/${kind}/${key}`;
  return at ? `${path}?at=${encodeURIComponent(at)}` : path;
}

/** placeOf splits a pointer into the whole app, `/kind/key/…`. */
export function placeOf(pointer: string): { kind: string; key: string; at: string } {
  const [, kind = '', key = '', ...rest] = pointer.split('/');
  return { kind, key, at: rest.length > 0 ? `/${rest.join('/')}` : '' };
}
