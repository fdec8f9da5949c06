import { describe, expect, it } from 'vitest';
import texts from '../../../i18n/zh/record.json';
import type { LoopEntry } from '../../../model/ledger';
import type { RecordView, Task } from '../../../model/record';
import { sentenceOf } from './sentence';

/** The real Chinese words, without the machinery around them. */
const t = (key: string, params: Record<string, unknown> = {}) => {
  const words = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], texts) as string;
  return words.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
};
const task = (id: string, more: Partial<Task>): Task => ({ id, title: id, state: 'open', mine: false, ...more });
const promise = (id: string, more: Partial<LoopEntry>): LoopEntry => ({ id, promise: { key: id, title: id }, state: 'failed', kept: false, ...more });
const record = (tasks: Task[], loop: LoopEntry[] = [], state = 'running') => ({ loop, process: { title: 'P', state, status: { key: 's', title: '待评估' }, tasks } }) as unknown as RecordView;
const flow = task('评估决策', { node: 'evaluate', people: [{ id: 'p', name: '陈思齐' }] });
const tell = task('tell', { people: [{ id: 'z', name: '周敏' }] });

describe('what is said after an act', () => {
  it('names the next step of the flow first, then who has to tell the customer', () => {
    const said = sentenceOf(t, '完成分类', record([tell, flow], [promise('a', { task: 'tell' }), promise('b', { kept: true, state: 'told' })]));
    expect(said).toBe('「完成分类」已完成。现在是「待评估」，下一步「评估决策」由 陈思齐 处理。还需由 周敏 告知客户（1 项）。');
  });

  it('asks the reader, not somebody of their name, to tell the customer', () => {
    const said = sentenceOf(t, '不采纳', record([{ ...tell, mine: true }, flow], [promise('a', { task: 'tell' })]));
    expect(said).toContain('还请您告知客户（1 项）');
    expect(said).not.toContain('周敏');
  });

  it('counts as the ledger does, also what a mail has yet to carry', () => {
    expect(sentenceOf(t, '发送', record([flow], [promise('a', { state: 'queued' })]), true)).toMatch(/^没有配置邮件服务器，信没有发出/);
    expect(sentenceOf(t, '上线', record([flow], [promise('a', { state: 'queued' })]))).toContain('还有 1 项告知没有完成');
  });

  it('says when nobody has the next step', () => {
    expect(sentenceOf(t, '退回', record([task('分类', { node: 'classify', people: [] })]))).toContain('由 还没有人 处理');
  });

  it('waits for the customer who was asked, whoever keeps the step', () => {
    const asked = record([task('补充信息', { node: 'supplement', mine: true })]);
    const said = sentenceOf(t, '请客户补充', { ...asked, process: { ...asked.process!, customerTurn: true } });
    expect(said).toContain('等客户答复');
    expect(said).not.toContain('由您来做');
  });

  it('does not call anything next at the end', () => {
    expect(sentenceOf(t, '关闭', record([], [], 'ended'))).toBe('「关闭」已完成。流程结束，状态：待评估。');
  });
});
