import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <circle cx="8" cy="8" r="6" /><path d="M8 4.5V8l2.5 1.5" />
    </svg>
  );
}

/** A pause until a moment or a condition. */
export default defineNode({
  type: 'wait',
  tone: 'amber',
  shape: 'card',
  inputs: 'many',
  outputs: 'many',
  stays: true,
  starter: { for: { working: 'P1D' } },
  exits: ({ timeout }) => [{ key: 'done', title: { zh: '等到了', en: 'Done' } }, ...(timeout ? [{ key: 'timeout', title: { zh: '超时', en: 'Timed out' } }] : [])],
  Icon,
});
