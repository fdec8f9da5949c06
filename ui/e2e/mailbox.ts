import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** One mail as it came in: who the envelope names, and the letter decoded. */
export interface Received {
  to: string;
  from: string;
  subject: string;
  text: string;
  header: (name: string) => string;
}

const patience = 20_000;

function read(letter: Email, from: string, to: string): Received {
  const header = (name: string) => letter.headers.find(({ key }) => key === name.toLowerCase())?.value ?? '';
  return { to, from, subject: letter.subject ?? '', text: letter.text ?? '', header };
}

/** Mailbox is a mail server of its own: it takes every letter, keeps it, and refuses addresses it was told to refuse. */
export class Mailbox {
  readonly #letters: Received[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #server = new SMTPServer({
    authOptional: true,
    // The server under test would not know the certificate.
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        PostalMime.parse(Buffer.concat(chunks)).then((letter) => {
          for (const { address } of rcptTo) this.#letters.push(read(letter, mailFrom ? mailFrom.address : '', address));
          for (const look of this.#waiting) look();
          done();
        }, done);
      });
    },
  });

  /** listen starts it on a free port and resolves with the address for HUIYIN_SMTP. */
  listen(from: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.on('error', reject);
      const listener = this.#server.listen(0, '127.0.0.1', () => {
        resolve(`smtp://127.0.0.1:${(listener.address() as AddressInfo).port}?from=${encodeURIComponent(from)}`);
      });
    });
  }

  /** Every letter, in the order they came. */
  all(): readonly Received[] {
    return this.#letters;
  }

  /** All letters to one address, in the order they came. */
  to(address: string): Received[] {
    return this.#letters.filter((letter) => letter.to === address);
  }

  /** wait resolves with the letter to `address` whose subject contains `subject`, now or as soon as it comes. */
  wait(address: string, subject: string): Promise<Received> {
    const find = () => this.to(address).find((letter) => letter.subject.includes(subject));
    return new Promise((resolve, reject) => {
      const look = () => {
        const letter = find();
        if (!letter) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve(letter);
      };
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        const came = this.#letters.map((letter) => `${letter.to}: ${letter.subject}`).join('\n');
        reject(new Error(`no mail "${subject}" to ${address} within ${patience / 1000} s; what came:\n${came}`));
      }, patience);
      this.#waiting.add(look);
      look();
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
