import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M2 8h11M9 4l4 4-4 4" />
    </svg>
  );
}

/** A request to another system. */
export default defineNode({
  type: 'call',
  tone: 'blue',
  shape: 'card',
  inputs: 'many',
  outputs: 'many',
  stays: true,
  exits: ({ onFailure }) => [{ key: 'ok', title: { zh: '成功', en: 'Succeeded' } }, ...(onFailure === 'arrow' ? [{ key: 'failed', title: { zh: '失败', en: 'Failed' } }] : [])],
  Icon,
});
