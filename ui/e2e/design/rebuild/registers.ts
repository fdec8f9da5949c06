import { buildForm, settings } from './fields';
import { pick, type Hands } from './hands';

/** buildRegisters makes what suggestions refer to: the customers, and who answers for which module. */
export async function buildRegisters(hands: Hands): Promise<void> {
  await buildForm(hands, '客户档案', [
    { title: '客户级别', type: 'select', list: '客户级别', required: true },
    { title: '客户经理', type: 'user', help: '需要人工告知客户时，任务派给这位同事' },
    { title: '邮箱', type: 'email', personal: '反馈处理与结果告知' },
  ]);
  const side = await settings(hands.page);
  await pick(hands.page, side.getByLabel('姓名', { exact: true }), '标题');
  await pick(hands.page, side.getByLabel('邮箱', { exact: true }), '邮箱');
  await buildForm(hands, '模块负责人', [
    { title: '功能模块', type: 'select', list: '功能模块', required: true },
    { title: '产品经理', type: 'user', required: true },
    { title: '研发负责人', type: 'user' },
  ]);
}
