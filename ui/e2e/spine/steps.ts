import type { Page } from 'playwright-core';
import { choose, panel, pick, press, reached } from './staff';
import { release, type Release } from './story';
import { staff } from './world';

/** The words of the steps, which come from the definition, in both languages. */
const words = {
  zh: {
    status: '状态',
    classify: { task: '分类打标', chosen: { 紧急类别: '一般类', 影响范围: '局部类', 内容类型: '产品类' }, done: '完成打标，送评估', then: '评估中' },
    adopt: { task: '评估决策', points: { 广度: 5, 深度: 4, 战略匹配度: 3, 研发资源: 2, 技术难度: 2 }, of: ' / 5 分', done: '采纳', then: '已采纳' },
    plan: { task: '排期', date: /计划上线/, lead: /研发负责人/, done: '排期完成，开始开发', then: '开发中' },
    build: { task: '开发', version: /上线版本/, note: /上线说明/, done: '上线', then: '已上线' },
  },
  en: {
    status: 'Status',
    classify: { task: 'Classify', chosen: { 'Urgency class': 'General', Scope: 'Local', Content: 'Product' }, done: 'Classified, evaluate it', then: 'Evaluating' },
    adopt: { task: 'Evaluate and decide', points: { Breadth: 5, Depth: 4, 'Strategic fit': 3, Resources: 2, Difficulty: 2 }, of: ' of 5', done: 'Adopt', then: 'Adopted' },
    plan: { task: 'Plan it', date: /Planned release/, lead: /R&D lead|Who builds it|R&D owner/, done: 'Planned, start building', then: 'In development' },
    build: { task: 'Build it', version: /Version/, note: /What is new/, done: 'Release', then: 'Released' },
  },
};

/** Language is one of those that staff read. */
export type Language = keyof typeof words;

export async function classifyIt(page: Page, lang: Language = 'zh'): Promise<void> {
  const { task, chosen, done, then } = words[lang].classify;
  for (const [field, answer] of Object.entries(chosen)) await choose(panel(page, task), new RegExp(`^${field}`), answer);
  await press(page, panel(page, task).getByRole('button', { name: done }));
  await reached(page, then, words[lang].status);
}

export async function adoptIt(page: Page, lang: Language = 'zh'): Promise<void> {
  const { task, points, of, done, then } = words[lang].adopt;
  for (const [field, count] of Object.entries(points)) await choose(panel(page, task), new RegExp(field), `${count}${of}`);
  await press(page, panel(page, task).getByRole('button', { name: done, exact: true }));
  await reached(page, then, words[lang].status);
}

/** inDays writes a day from now as a date field does. */
const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

export async function planIt(page: Page, lang: Language = 'zh'): Promise<void> {
  const { task, date, lead, done, then } = words[lang].plan;
  const plan = panel(page, task);
  await plan.getByLabel(date).fill(inDays(30));
  await pick(plan, lead, staff.dev.name);
  await press(page, plan.getByRole('button', { name: done }));
  await reached(page, then, words[lang].status);
}

export async function releaseIt(page: Page, { version, note }: Release = release, lang: Language = 'zh'): Promise<void> {
  const { task, done, then, ...fields } = words[lang].build;
  const build = panel(page, task);
  await build.getByRole('textbox', { name: fields.version }).fill(version);
  await build.getByRole('textbox', { name: fields.note }).fill(note);
  await press(page, build.getByRole('button', { name: done, exact: true }));
  await reached(page, then, words[lang].status);
}
