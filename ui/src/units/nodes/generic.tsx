import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <rect x="2" y="4" width="12" height="8" rx="2" />
    </svg>
  );
}

/** The look of a step type without a file of its own: a plain card that can be connected freely. */
export default defineNode({ type: 'generic', tone: 'grey', shape: 'card', inputs: 'many', outputs: 'many', Icon });
