/** A part of a text; one with href is an address. */
export interface LinkPiece {
  text: string;
  href?: string;
  /** A page of the console at origin; href is its path then. */
  inside?: boolean;
}

/** An address is of plain characters and ends where a sentence goes on: at a space, a quote, a bracket or a Chinese word. */
const addresses = /https?:\/\/[!#-&*-;=?-~]+/g;
const consolePages = ['/a/', '/work', '/inbox', '/admin/'];

/** pieces takes a text apart at the addresses in it. */
export function pieces(text: string, origin: string): LinkPiece[] {
  const out: LinkPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(addresses)) {
    const address = match[0].replace(/[.,;:!?]+$/, '');
    if (match.index > at) out.push({ text: text.slice(at, match.index) });
    const path = address.startsWith(`${origin}/`) ? address.slice(origin.length) : '';
    const inside = consolePages.some((page) => path.startsWith(page));
    out.push({ text: address, href: inside ? path : address, inside });
    at = match.index + address.length;
  }
  if (at < text.length) out.push({ text: text.slice(at) });
  return out;
}
