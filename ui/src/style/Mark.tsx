export interface MarkProps {
  /** Edge length in CSS pixels; the mark is square. */
  size?: number;
  /** Spoken name; without it the mark is decoration and hidden from screen readers. */
  label?: string;
}

/** Mark is the ripple: a word drops, the outer ring carries it away, and the inner one comes back as its echo. */
export function Mark({ size = 28, label }: MarkProps) {
  const naming = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" {...naming}>
      <circle cx="16" cy="16" r="3" fill="var(--brand)" />
      <g strokeWidth="2.8" strokeLinecap="round">
        <path d="M16.7 23.6A7.6 7.6 0 1 1 23.6 16.7" stroke="var(--ripple)" />
        <path d="M12.6 3.4A13 13 0 1 1 3.4 12.6" stroke="var(--brand)" />
      </g>
    </svg>
  );
}
