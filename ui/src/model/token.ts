import type { Named } from './people';

/** A token as its owner and administrators see it. */
export interface Token {
  id: string;
  name: string;
  user: Named | null;
  scopes: readonly string[];
  /** Empty: every app. */
  apps: readonly { key: string; title: string }[];
  created: string;
  expires: string;
  expired: boolean;
  seen: string | null;
  address: string;
}

/** What a person has, and what a new token of theirs may be. */
export interface TokenDesk {
  items: readonly Token[];
  scopes: readonly string[];
  apps: readonly { key: string; title: string }[];
  /** Whether a token may be for every app. */
  everywhere: boolean;
  maxDays: number;
  /** Requests a minute. */
  rate: number;
}

/** What is asked of a new token. No apps means every app. */
export interface TokenWish {
  name: string;
  scopes: readonly string[];
  apps: readonly string[];
  days: number;
}

/** mayMake tells whether a person may have tokens at all. */
export const mayMake = (desk: TokenDesk): boolean => desk.everywhere || desk.apps.length > 0;

/** firstWish is what most programs need: to read, for a quarter, in the only app there is. */
export function firstWish(desk: TokenDesk): TokenWish {
  return { name: '', scopes: ['read'], apps: desk.apps.length === 1 ? [desk.apps[0]!.key] : [], days: Math.min(90, desk.maxDays) };
}

/** terms are the lifetimes to choose from, in days. */
export const terms = (max: number): number[] => [...[7, 30, 90, 180].filter((days) => days < max), max];

/** toggled is a list with an entry put in or taken out. */
export function toggled(list: readonly string[], one: string, on: boolean): string[] {
  const rest = list.filter((other) => other !== one);
  return on ? [...rest, one] : rest;
}
