/** called is what is typed behind the @ that the caret stands in, null when it stands in none. */
export function called(text: string, caret: number): string | null {
  const found = /(?:^|[^A-Za-z0-9._-])@([^\s@,，。；;：:!！?？()（）]{0,20})$/u.exec(text.slice(0, caret));
  return found ? found[1]! : null;
}

/** complete puts a name in place of what is typed behind the @, and tells where the caret goes then. */
export function complete(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = text.slice(0, caret).lastIndexOf('@');
  const head = `${text.slice(0, start)}@${name} `;
  return { text: head + text.slice(caret), caret: head.length };
}

/** mentioned lists who is still called in the text: a name that was deleted again calls nobody. */
export function mentioned(text: string, chosen: readonly { id: string; name: string }[]): string[] {
  return [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id))];
}
