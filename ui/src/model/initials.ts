/** The first character of every initial in the order of pinyin; none begins with i, u or v. */
const first = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';
const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin');

/** initials writes the first letter of the pinyin of every character: 多选 is dx. Other letters stay as they are. */
export function initials(text: string): string {
  return [...text.toLowerCase()].map(initial).join('');
}

function initial(char: string): string {
  if (!/\p{Script=Han}/u.test(char)) return char;
  for (let at = letters.length - 1; at >= 0; at -= 1) if (order.compare(char, first[at]!) >= 0) return letters[at]!;
  return char;
}

/** Characters of everyday words that are read in a second way. */
const second: Readonly<Record<string, string>> = { 行: 'h', 重: 'c', 长: 'c', 调: 't', 参: 's', 会: 'k', 数: 's', 系: 'j', 乐: 'y' };

/** matches tells whether a person who types `search` means one of these words: part of them, or their pinyin initials. */
export function matches(search: string, ...words: readonly string[]): boolean {
  const wanted = search.trim().toLowerCase();
  return words.some((word) => word.toLowerCase().includes(wanted) || initials(word).includes(wanted) || initials(word.replace(/./gu, (char) => second[char] ?? char)).includes(wanted));
}
