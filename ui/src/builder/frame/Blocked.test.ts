import { describe, expect, it } from 'vitest';
import { grouped } from './Blocked';

const gone = { code: 'expression.unknown_name', message: '用到了字段「计划上线」，它已经没有了', title: '消息模板「采纳告知」', place: '正文' };

describe('what stands against a publish', () => {
  it('stands under its definition, once for all languages of a text', () => {
    const role = { ...gone, pointer: '/role/a/spec', title: '角色「客服」', place: '权限' };
    const list = grouped([{ ...gone, pointer: '/message/m/spec/body/zh' }, role, { ...gone, pointer: '/message/m/spec/body/en' }, { ...gone, pointer: '/message/m/spec/subject', place: '标题' }]);
    expect(list.map(({ title }) => title)).toEqual(['消息模板「采纳告知」', '角色「客服」']);
    expect(list[0]!.list.map(({ pointer }) => pointer)).toEqual(['/message/m/spec/body/zh', '/message/m/spec/subject']);
  });

  it('stands by itself where it is in no definition', () => {
    expect(grouped([{ code: 'app.not_one', message: '有两个', pointer: '' }])).toHaveLength(1);
  });
});
