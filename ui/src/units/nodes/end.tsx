import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <circle cx="8" cy="8" r="5.5" /><rect x="6" y="6" width="4" height="4" fill="currentColor" />
    </svg>
  );
}

/** Where the process is over. */
export default defineNode({ type: 'end', tone: 'grey', shape: 'pill', inputs: 'many', outputs: 0, stays: true, Icon });
