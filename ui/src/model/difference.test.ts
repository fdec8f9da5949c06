import { describe, expect, it } from 'vitest';
import { differences, titlesIn } from './difference';

const flow = (title: string, hours: number) => ({ kind: 'process', key: 'p', title: '流程', spec: { nodes: [{ key: 'build', title, settings: { hours } }] } });

describe('what two designers made of one definition', () => {
  it('is told by what things are called', () => {
    const titles = titlesIn({ properties: { nodes: { items: { $ref: '#/$defs/node' } } }, $defs: { node: { properties: { hours: { 'x-title': { zh: '工时', en: 'Hours' } } } } } }, 'zh');
    const called = (key: string) => titles.get(key) ?? { nodes: '步骤', title: '名称'}[key] ?? key;
    expect(differences(flow('开发', 2), flow('研发', 3), 'zh', called)).toEqual([
      { where: '步骤 / 研发 / 名称', theirs: '开发', mine: '研发' },
      { where: '步骤 / 研发 / 工时', theirs: '2', mine: '3' },
    ]);
    expect(differences(flow('开发', 2), flow('开发', 2), 'zh', called)).toEqual([]);
  });
});
