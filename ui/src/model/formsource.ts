/** The source of an expression as far as the builder must read it: where its names stand. */

export interface Name {
  /** The first part of a path: the key of a field, or a system name. */
  name: string;
  from: number;
  to: number;
}

/** Texts and comments, members behind a dot or question mark, names of functions, and names. */
const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\?*\.\s*[A-Za-z_]\w*|[A-Za-z_]\w*(?=\s*\()|\$?[A-Za-z_]\w*(?=\s*:(?!:))|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const words = new Set(['and', 'or', 'not', 'in', 'nil', 'true', 'false', 'let', 'matches', 'contains', 'startsWith', 'endsWith', 'if', 'else']);

/** namesIn finds every name an expression reads, in order. A key of a map and a branch behind `?` may look alike; both are taken. */
export function namesIn(source: string): Name[] {
  const found: Name[] = [];
  for (const match of source.matchAll(token)) {
    const [text] = match;
    const after = source.slice(match.index + text.length);
    if (!/^[A-Za-z_]/.test(text) || words.has(text) || /^\s*\(/.test(after)) continue;
    // {key: value} names no field; in a ? b : c it does.
    if (/^\s*:/.test(after) && /[{,]\s*$/.test(source.slice(0, match.index))) continue;
    found.push({ name: text, from: match.index, to: match.index + text.length });
  }
  return found;
}

/** renameIn writes another name wherever an expression reads one. */
export function renameIn(source: string, from: string, to: string): string {
  let out = '';
  let done = 0;
  for (const one of namesIn(source)) {
    if (one.name !== from) continue;
    out += source.slice(done, one.from) + to;
    done = one.to;
  }
  return out + source.slice(done);
}

/** reads tells whether an expression reads a name. */
export function reads(source: string, name: string): boolean {
  return namesIn(source).some((one) => one.name === name);
}
