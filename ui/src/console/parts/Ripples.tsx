import style from './parts.module.css';

const rings = [5, 12, 20, 29, 39];

/** Ripples is the product's picture: a drop, rings going out, and the second one coming back as an echo. */
export function Ripples({ size = 120, still = false }: { size?: number; still?: boolean }) {
  return (
    <svg className={style.ripples} data-still={still || undefined} width={size} height={size} viewBox="0 0 88 88" fill="none" aria-hidden="true">
      <circle cx="44" cy="44" r="3.2" fill="var(--brand)" />
      {rings.slice(1).map((radius, at) => (
        <circle
          key={radius}
          cx="44"
          cy="44"
          r={radius}
          stroke={at === 1 ? 'var(--ripple)' : 'var(--brand)'}
          strokeWidth={2.2 - at * 0.35}
          strokeLinecap="round"
          strokeDasharray={`${radius * 4.7} ${radius * 1.6}`}
          transform={`rotate(${at * 95 - 30} 44 44)`}
          opacity={0.85 - at * 0.2}
        />
      ))}
    </svg>
  );
}
