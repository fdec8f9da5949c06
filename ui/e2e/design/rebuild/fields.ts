import type { Page } from 'playwright-core';
import { paste, pick, type Hands } from './hands';

/** A field as somebody would order it: what it is called, what it is, and what is set of it. */
export interface Wanted {
  title: string;
  type: string;
  help?: string;
  required?: boolean;
  /** The dictionary its choices come from. */
  list?: string;
  /** Choices of its own. */
  options?: readonly string[];
  /** The form a relation leads to, and the field shown of it. */
  relation?: readonly [form: string, shown: string];
  /** A formula: names of fields are found by writing them, everything else is typed. */
  formula?: readonly (readonly [field: string] | string)[];
  decimals?: number;
  /** It is about a person, and collected for this. */
  personal?: string;
  /** What it starts with: a value or name that is found by writing it. */
  start?: string;
  /** Only the process and rules write it. */
  readOnly?: boolean;
}

const inspector = (page: Page) => page.getByRole('region', { name: /的属性$/ });

/** addField puts a field below the one that is selected, names it and sets what is wanted of it. */
export async function addField(page: Page, wanted: Wanted): Promise<void> {
  const side = inspector(page);
  await page.locator(`[data-entry="field-${wanted.type}"]`).click();
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.closest('section') !== null && document.activeElement.selectionEnd! > 0);
  await page.keyboard.insertText(wanted.title);
  await page.keyboard.press('Enter');
  await page.locator(`[data-frame][aria-current][aria-label^="${wanted.title}，"]`).waitFor();
  if (wanted.help) await side.getByLabel('填写说明').fill(wanted.help);
  if (wanted.required) await side.getByLabel('必填', { exact: true }).click();
  if (wanted.readOnly) await side.getByLabel('只读', { exact: true }).click();
  if (wanted.list) await pick(page, side.getByLabel('用字典中的选项'), wanted.list);
  if (wanted.options) await choices(page, wanted.options);
  if (wanted.relation) {
    await pick(page, side.getByLabel('关联的表单'), wanted.relation[0]);
    await pick(page, side.getByLabel('显示哪个字段'), wanted.relation[1]);
  }
  if (wanted.formula) await formula(page, wanted.formula);
  if (wanted.decimals !== undefined) await side.getByLabel('小数位数').fill(String(wanted.decimals));
  if (wanted.start || wanted.personal) await side.getByText('更多', { exact: true }).click();
  if (wanted.start) await begins(page, wanted.start);
  if (wanted.personal) await personal(page, wanted.personal);
}

/** begins gives a field a formula to start with. */
async function begins(page: Page, name: string): Promise<void> {
  await inspector(page).getByText('公式', { exact: true }).first().click();
  await formula(page, [[name]]);
}

/** choices replaces the example choices by the field's own. */
async function choices(page: Page, options: readonly string[]): Promise<void> {
  const side = inspector(page);
  const dropped = side.getByRole('button', { name: /^删除：/ });
  for (let left = await dropped.count(); left > 0; left--) {
    await dropped.first().click();
    await page.waitForFunction((now) => document.querySelectorAll('[data-option]').length < now, left);
  }
  await side.getByLabel('添加选项，可粘贴多行').click();
  await paste(page, options.join('\n'));
  await side.getByText(`${options.length} 个选项`).waitFor();
}

/** formula is written with the names of fields: the list of what there is opens while one writes. */
export async function formula(page: Page, parts: NonNullable<Wanted['formula']>): Promise<void> {
  await page.locator('.cm-content').click();
  for (const part of parts) {
    if (typeof part === 'string') await page.keyboard.insertText(part);
    else {
      await page.getByLabel('插入字段或函数').fill(part[0]);
      await page.locator(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option`).filter({ hasText: new RegExp(`^${part[0]}$`) }).first().click();
      await page.locator('.cm-content:focus').waitFor();
    }
  }
}

async function personal(page: Page, purpose: string): Promise<void> {
  const side = inspector(page);
  await side.getByLabel('个人信息').click();
  await side.getByLabel('收集目的（会告知填写人）').fill(purpose);
  await side.getByLabel('保存天数').fill('730');
}

/** settings is the inspector of the form itself. */
export async function settings(page: Page): Promise<ReturnType<typeof inspector>> {
  const back = inspector(page).getByRole('button', { name: '表单设置' });
  if (await back.count()) await back.click();
  await page.getByRole('heading', { name: '表单设置' }).waitFor();
  return inspector(page);
}

/** buildForm adds a form of some fields; its first one, the title, is there already. */
export async function buildForm(hands: Hands, title: string, fields: readonly Wanted[]): Promise<void> {
  await hands.add('表单', title);
  for (const field of fields) await addField(hands.page, field);
}
