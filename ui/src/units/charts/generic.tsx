import { defineChart } from './chart';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M2 14h12M4 11V8M8 11V3M12 11V6" strokeLinecap="round" />
    </svg>
  );
}

/** The look of a chart type without a file of its own. */
export default defineChart({ type: 'generic', Icon, ratio: 0.6 });
