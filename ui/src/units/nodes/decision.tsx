import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M8 2l6 6-6 6-6-6z" />
    </svg>
  );
}

/** Conditions that choose the way. */
export default defineNode({ type: 'decision', tone: 'purple', shape: 'diamond', inputs: 'many', outputs: 'many', branches: true, Icon });
