import { defineAction } from './action';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z" strokeLinejoin="round" />
    </svg>
  );
}

/** The look of an action type without a file of its own: its label says what it does. */
export default defineAction({ type: 'generic', Icon, summary: () => '' });
