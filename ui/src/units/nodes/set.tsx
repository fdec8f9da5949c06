import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M3 4h7M3 8h5M3 12h4M10 11l3.5-3.5 1 1L11 12l-1.4.4z" />
    </svg>
  );
}

/** Values that are filled in on the way. */
export default defineNode({ type: 'set', tone: 'cyan', shape: 'card', inputs: 'many', outputs: 1, Icon });
