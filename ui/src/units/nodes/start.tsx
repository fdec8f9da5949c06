import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <circle cx="8" cy="8" r="5.5" /><path d="M7 5.8 10.2 8 7 10.2z" fill="currentColor" />
    </svg>
  );
}

/** Where every record begins. */
export default defineNode({ type: 'start', tone: 'teal', shape: 'pill', inputs: 0, outputs: 1, stays: true, Icon });
