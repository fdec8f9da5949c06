import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launch, login, open, phone } from '../browser';
import { start, type Huiyin } from '../huiyin';
import { Mailbox } from '../mailbox';

export const password = '回音一定会来 2026';

/** The people of the story. An address of their own would only fill the mailbox: they read their inbox. */
export const staff = {
  agent: { name: '林小雨', roles: ['suggestions/cs_agent', 'suggestions/triager'] },
  pm: { name: '陈产品', roles: ['suggestions/product_manager'] },
  dev: { name: '吴研发', roles: ['suggestions/rd_lead'] },
} as const;

export type Login = keyof typeof staff | 'admin' | 'manager';

const timezoneId = 'Asia/Shanghai';
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, timezoneId };

/** World is an empty installation as on its first day, with a mail server that takes every letter. */
export interface World {
  server: Huiyin;
  mailbox: Mailbox;
  /** A phone of a customer. */
  phone: (locale?: string) => Promise<Page>;
  /** The screen of a colleague who has signed in; one for each, kept open. */
  desk: (who: Login) => Promise<Page>;
  /** A screen where nobody has signed in. */
  screen: () => Promise<Page>;
  /** Every page that was opened. */
  pages: Page[];
  end: () => Promise<void>;
}

export async function begin(): Promise<World> {
  const mailbox = new Mailbox();
  const address = await mailbox.listen('回音 <echo@huiyin.example>');
  const browser: Browser = await launch();
  const server = await start('serve', { settings: { HUIYIN_SMTP: address } });
  await server.ready.catch(async (reason: unknown) => {
    await server.stop();
    throw reason;
  });
  const pages: Page[] = [];
  const desks = new Map<string, Promise<Page>>();
  const fresh = async (options: BrowserContextOptions) => {
    const page = await open(browser, { ...options, baseURL: server.url });
    pages.push(page);
    return page;
  };
  const signIn = async (who: string) => {
    const page = await fresh(desk);
    await login(page, who, password);
    return page;
  };
  return {
    server,
    mailbox,
    pages,
    phone: (locale = 'zh-CN') => fresh({ ...phone, locale, timezoneId }),
    screen: () => fresh(desk),
    desk: (who) => {
      const there = desks.get(who) ?? signIn(who);
      desks.set(who, there);
      return there;
    },
    end: async () => {
      await browser.close();
      await server.stop();
      await mailbox.close();
    },
  };
}
