import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M8 2v4M8 6 3 10v4M8 6l5 4v4M8 6v8" />
    </svg>
  );
}

/** The beginning of parallel branches. */
export default defineNode({ type: 'fork', tone: 'purple', shape: 'bar', inputs: 'many', outputs: 'many', Icon });
