import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M8 14v-4M8 10 3 6V2M8 10l5-4V2M8 10V2" />
    </svg>
  );
}

/** Where parallel branches meet. */
export default defineNode({ type: 'join', tone: 'purple', shape: 'bar', inputs: 'many', outputs: 1, Icon });
