/** Proof of work: a robot that fills forms by the thousand pays for each, a person does not notice it. */

const rounds = /* @__PURE__ */ (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
  return { k: primes.map((prime) => fraction(Math.cbrt(prime))), start: primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))) };
})();

/** sha256 hashes bytes; crypto.subtle exists only on secure origins, and intranet servers often are not. */
export function sha256(bytes: Uint8Array): Int32Array {
  const length = bytes.length;
  const words = new Int32Array((((length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < length; i += 1) words[i >> 2]! |= bytes[i]! << (24 - (i % 4) * 8);
  words[length >> 2]! |= 0x80 << (24 - (length % 4) * 8);
  words[words.length - 1] = length * 8;
  const hash = Int32Array.from(rounds.start);
  for (let block = 0; block < words.length; block += 16) compress(hash, words, block);
  return hash;
}

const w = new Int32Array(64);
const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n));

function compress(hash: Int32Array, words: Int32Array, block: number): void {
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    if (i < 16) w[i] = words[block + i]!;
    else {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      w[i] = w[i - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds.k[i]! + w[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    hash[i] = (hash[i]! + value) | 0;
  });
}

/** zeros counts the leading zero bits of a hash. */
export function zeros(hash: Int32Array): number {
  let count = 0;
  for (const word of hash) {
    if (word !== 0) return count + Math.clz32(word);
    count += 32;
  }
  return count;
}

/**
 * solve finds the nonce, a decimal number, for which SHA-256 of `token:nonce` starts with `difficulty` zero bits. It
 * works in slices of a few milliseconds, so that typing and scrolling stay smooth.
 */
export async function solve(token: string, difficulty: number, slice = 12): Promise<string> {
  const encoder = new TextEncoder();
  for (let nonce = 0; ; ) {
    const end = Date.now() + slice;
    do {
      if (zeros(sha256(encoder.encode(`${token}:${nonce}`))) >= difficulty) return String(nonce);
      nonce += 1;
    } while (Date.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
