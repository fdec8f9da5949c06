import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { ExclamationCircleFilled } from '@ant-design/icons';
import { memo, useState, type ComponentType, type KeyboardEvent } from 'react';
import type { NodeUnit } from '../../units/nodes';
import type { Wrong } from './useFlow';
import style from './canvas.module.css';

export interface StepData extends Record<string, unknown> {
  title: string;
  /** What kind of step it is; empty when the title says it. */
  type: string;
  status: string;
  tone: string;
  shape: NodeUnit['shape'];
  Icon: ComponentType;
  Badge?: NodeUnit['Badge'];
  wrong?: Wrong;
  /** In a trial: the record stands here, or came by. */
  stand?: 'now' | 'past';
  /** Whether the title is being written. */
  editing: boolean;
  /** The title as it was written; undefined leaves it as it was. */
  onTitle: (title: string | undefined) => void;
  inputs: boolean;
  outputs: boolean;
}

export type StepNode = Node<StepData, 'step'>;

/** StepBox is one step on the canvas, in the colour of its status. */
export const StepBox = memo(function StepBox({ data }: NodeProps<StepNode>) {
  const { title, type, status, tone, shape, Icon, wrong, editing } = data;
  return (
    <div className={style.step} data-shape={shape} data-tone={tone} data-stand={data.stand} data-wrong={wrong ? (wrong.hard ? 'hard' : 'soft') : undefined}>
      {data.inputs ? <Handle type="target" position={Position.Top} className={style.handle} /> : null}
      <span className={style.icon}>
        <Icon />
      </span>
      <span className={style.words}>
        {editing ? <Title title={title} onTitle={data.onTitle} /> : <b>{title}</b>}
        {shape === 'card' ? <small>{status || type}</small> : null}
      </span>
      {wrong ? <ExclamationCircleFilled aria-hidden className={style.mark} title={wrong.words.join(' ')} /> : null}
      {data.outputs ? <Handle type="source" position={Position.Bottom} className={style.handle} /> : null}
    </div>
  );
});

/** The title while it is written: Enter keeps it, Escape leaves it as it was. */
function Title({ title, onTitle }: { title: string; onTitle: StepData['onTitle'] }) {
  const [words, setWords] = useState(title);
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') onTitle(words);
    if (event.key === 'Escape') onTitle(undefined);
  };
  return <input className={`nodrag nopan ${style.title}`} value={words} autoFocus aria-label={title} onFocus={(event) => event.target.select()} onChange={(event) => setWords(event.target.value)} onKeyDown={press} onBlur={() => onTitle(words)} />;
}
