import type { TimelineEntry } from './record';

/** Entries one below the other that are shown in the same way. */
export interface Stretch {
  aside: boolean;
  entries: TimelineEntry[];
}

/** stretches puts entries of the machinery that follow one another together, so that they can be folded; one alone is read as it is. */
export function stretches(entries: readonly TimelineEntry[]): Stretch[] {
  const out: Stretch[] = [];
  entries.forEach((entry, at) => {
    const alone = !entries[at - 1]?.aside && !entries[at + 1]?.aside;
    const aside = Boolean(entry.aside) && !alone;
    const last = out.at(-1);
    if (last?.aside === aside) last.entries.push(entry);
    else out.push({ aside, entries: [entry] });
  });
  return out;
}
