import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <rect x="2" y="4" width="9" height="8" rx="1" /><path d="M2 5l4.5 3.5L11 5M13 6v6H6" />
    </svg>
  );
}

/** Colleagues who read along. */
export default defineNode({ type: 'cc', tone: 'green', shape: 'card', inputs: 'many', outputs: 1, Icon });
