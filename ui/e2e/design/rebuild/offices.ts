import type { Hands } from './hands';

type Right = '查看' | '新建' | '修改' | '评论' | '指派' | '导出' | '删除';

const registers: readonly (readonly [string, readonly Right[]])[] = [['客户档案', ['查看']], ['模块负责人', ['查看']]];
const works: readonly (readonly [string, readonly Right[]])[] = [['客户建议', ['新建', '修改', '评论']], ...registers];

/** Who works with suggestions, and what each may do. */
const offices: Readonly<Record<string, readonly (readonly [form: string, rights: readonly Right[]])[]>> = {
  提报人: [['客户建议', ['新建', '评论']], ['客户档案', ['查看']]],
  分诊专员: works,
  产品经理: works,
  研发负责人: works,
  客户经理: works,
  审计员: [['所有表单', ['查看']]],
  业务管理员: [['所有表单', ['新建', '修改', '评论', '指派', '导出', '删除']]],
};

/** buildOffices makes the roles with what they may do. */
export async function buildOffices(hands: Hands): Promise<void> {
  const { page } = hands;
  for (const [title, permissions] of Object.entries(offices)) {
    await hands.add('角色', title);
    for (const [form, rights] of permissions) {
      for (const right of rights) await page.getByRole('checkbox', { name: `${form} ${right}` }).check();
    }
    if (title === '业务管理员') await page.getByRole('checkbox', { name: '发布', exact: true }).check();
  }
}
