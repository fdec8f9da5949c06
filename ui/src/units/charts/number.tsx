import { defineChart, drawn } from './chart';

/** A large figure, drawn by the interface itself. */
export default defineChart({ type: 'number', Icon: drawn('M3 12V5l-1 1M6 6a2 2 0 1 1 3.5 1.3L6 12h4M12 5h2.5L13 8a2 2 0 1 1-1 3.6'), size: { w: 3, h: 2 }, begins: [] });
