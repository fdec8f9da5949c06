export interface MarkProps {
  /** Edge length in CSS pixels; the mark is square. */
  size?: number;
  /** Spoken name; without it the mark is decoration and hidden from screen readers. */
  label?: string;
}

/** Mark is the ripple: a word goes out from the dot, and its echo comes back below it. */
export function Mark({ size = 28, label }: MarkProps) {
  const naming = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" {...naming}>
      <circle cx="10" cy="22" r="3.5" fill="var(--brand)" />
      <g strokeWidth="3" strokeLinecap="round">
        <path d="M10 13.5A8.5 8.5 0 0 1 18.5 22" stroke="var(--brand)" />
        <path d="M10 7A15 15 0 0 1 25 22" stroke="var(--brand)" />
        <path d="M4.5 27.5A7.8 7.8 0 0 0 15.5 27.5" stroke="var(--ripple)" />
      </g>
    </svg>
  );
}
