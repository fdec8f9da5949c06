import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M4 11V7a4 4 0 0 1 8 0v4l1 1H3zM7 14h2" />
    </svg>
  );
}

/** A message that is sent on the way. */
export default defineNode({ type: 'notify', tone: 'green', shape: 'card', inputs: 'many', outputs: 1, Icon });
