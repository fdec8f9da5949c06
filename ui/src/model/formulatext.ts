/** What a designer writes into a formula, as far as it stands for something else: titles of fields, and columns of rows. */

/** A column of a field of rows. */
export interface Column {
  table: string;
  key: string;
  /** Its values can be added up. */
  adds: boolean;
}

/** A change to a text. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** inside is what stands between the bracket that is open at the end of a text and that end; undefined outside of brackets. */
function inside(before: string): string | undefined {
  let open = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === ')') open++;
    else if (before[at] === '(' && open-- === 0) return before.slice(at + 1);
  }
  return undefined;
}

/**
 * columnText is how a column is read where the cursor stands: in a function that has its rows already by its name, in an
 * empty one with its rows, and elsewhere by its sum, since only functions go through rows.
 */
export function columnText(before: string, { table, key, adds }: Column): string {
  const given = inside(before);
  if (given === undefined) return `${adds ? 'sum' : 'map'}(${table}, .${key})`;
  return given.trim() === '' ? `${table}, .${key}` : `.${key}`;
}

export interface Named {
  /** Fields, by title. */
  fields: ReadonlyMap<string, readonly string[]>;
  /** Columns, by their own title. */
  columns: ReadonlyMap<string, readonly Column[]>;
}

/** Texts, and words: what is a name begins with a letter. */
const word = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(\.?)([\p{L}_][\p{L}\p{N}_]*)/gu;

/** untitled finds the titles in a formula that mean one field or column only, and what to write for each, from the last to the first. */
export function untitled(source: string, { fields, columns }: Named): Edit[] {
  const edits: Edit[] = [];
  for (const { index, 0: whole, 1: dot, 2: title } of source.matchAll(word)) {
    if (!title || /^\w+$/.test(title)) continue;
    const to = index + whole.length;
    const [field, another] = dot ? [] : (fields.get(title) ?? []);
    const [column, more] = columns.get(title) ?? [];
    if (field && !another) edits.push({ from: index, to, insert: field });
    else if (!field && column && !more) edits.push({ from: index, to, insert: dot ? `.${column.key}` : columnText(source.slice(0, index), column) });
  }
  return edits.reverse();
}
