import type { Page } from 'playwright-core';
import type { Sent, Wish } from './customer';
import { look } from './look';
import { staff, type World } from './world';

export const wish: Wish = {
  title: '导出报表时可以选择字段',
  description: '每次导出都是全部字段，要手工删几十列，希望导出前能勾选需要的字段。',
  kind: '功能优化',
  module: '数据报表',
  name: '远航物流',
  email: 'zhang@yuanhang.example',
};
export const quiet: Wish = {
  title: '希望能批量打印送货单',
  description: '每天两百多张送货单要一张一张点开打印，希望勾选以后一次打完。',
  kind: '新增需求',
  module: '订单系统',
  name: '老街面馆',
  phone: '13800138000',
};
export const wishInEnglish: Wish = {
  title: 'Remember my default warehouse',
  description: 'I choose the same warehouse thirty times a day. Please remember the last one I used.',
  kind: 'Something new',
  module: 'Inventory',
  name: 'Northwind Traders',
  email: 'ann@northwind.example',
};
export const picture = '现在的导出.png';
/** Release is what is said of it. */
export type Release = Record<'version' | 'note', string>;
export const release: Release = { version: 'v3.2', note: '导出前可以勾选需要的字段，选择会记住。' };
export const releaseInEnglish: Release = { version: 'v3.3', note: 'The last warehouse is remembered for each user.' };
export const call = '下午三点电话告知陈老板，他很高兴，说下周就用起来。';
/** What people wrote, which is in no catalogue of texts. */
const data = [
  ...[wish, quiet, wishInEnglish].flatMap((one) => Object.values(one)),
  ...Object.values(staff).map(({ name }) => name),
  ...[release, releaseInEnglish].flatMap((one) => Object.values(one)),
  '许管理', '顾远', picture, call,
];

/** Story is what the parts of the spine tell each other. */
export interface Story {
  world: World;
  first?: Sent;
}

/** see takes a picture of a page and judges it. */
export const see = (page: Page, name: string) => look(page, name, { data });

/** seeEnglish is see for a page in English. */
export const seeEnglish = (page: Page, name: string) => look(page, `en-${name}`, { lang: 'en', data });
