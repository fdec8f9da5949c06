/** So many buttons beside a form share a row by their own widths; more of them stand in columns, as even rows. */
const loose = 3;

/** What a third of the panel has room for, in widths of a Latin letter. */
const short = 12;

/** columnsFor is in how many columns so many buttons stand, and how many of them the first takes so that no row has a gap. */
export function columnsFor(titles: readonly string[]): { columns: number; first: number } | undefined {
  if (titles.length <= loose) return undefined;
  const wide = titles.some((title) => [...title].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0) > short);
  const columns = wide || titles.length === 4 ? 2 : 3;
  return { columns, first: 1 + ((columns - (titles.length % columns)) % columns) };
}
