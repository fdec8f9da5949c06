import { get, newKey, post } from '../api/client';
import { ApiError } from '../api/problem';
import type { FormView } from '../model/formview';
import { tokenOf, type Place, type Token } from './boot';
import type { Draft } from './draft';
import { linkParams, path, shown, type Sent } from './way';

export interface Opened {
  form: FormView;
  token?: Token | string;
}

/** openForm asks for the form in a language, with the parameters of the link. */
export function openForm(place: Place, lang: string): Promise<Opened> {
  return get<Opened>(path(place), { query: { ...linkParams(), lang }, headers: shown() });
}

/** attemptFor keeps the key as long as the same content is sent again; other content is another submission. */
export function attemptFor(body: string, last: Draft['attempt'], key: () => string = newKey): NonNullable<Draft['attempt']> {
  return last?.body === body ? last : { key: key(), body };
}

const outdated = (error: unknown) => error instanceof ApiError && error.problems.some(({ code }) => /^public\.(token|work)/.test(code));

/** Sender holds the form's token and does its work in the background, from the first key the visitor types. */
export class Sender {
  private work?: Promise<string>;

  constructor(
    private readonly place: Place,
    private token: Token,
    private readonly lang: () => string,
  ) {}

  /** renew takes the token of a form that was fetched again. */
  renew(token: Token): void {
    if (token.token === this.token.token) return;
    this.token = token;
    this.work = undefined;
  }

  /** begin starts the work, once. */
  begin(): Promise<string> {
    const { token, difficulty } = this.token;
    this.work ??= difficulty > 0 ? import('./work').then(({ solve }) => solve(token, difficulty)) : Promise.resolve('');
    // A page part that could not be fetched is asked for again at the next try.
    this.work.catch(() => (this.work = undefined));
    return this.work;
  }

  current(): string {
    return this.token.token;
  }

  /** send submits; a token that has run out meanwhile is replaced and the same submission sent once more. */
  async send(data: Record<string, unknown>, key: string): Promise<Sent> {
    try {
      return await this.once(data, key);
    } catch (error) {
      if (!outdated(error)) throw error;
      this.renew(tokenOf((await openForm(this.place, this.lang())).token));
      return this.once(data, key);
    }
  }

  private async once(data: Record<string, unknown>, key: string): Promise<Sent> {
    const nonce = await this.begin();
    const body = { data, token: this.token.token, nonce: nonce || undefined, params: linkParams() };
    return post<Sent>(path(this.place), body, { idempotencyKey: key, headers: shown() });
  }
}
