import type { ComponentType } from 'react';

/** A place in the console's menu. */
export interface Nav {
  /** Menu entries are sorted by this number; tens leave room between neighbours. */
  order: number;
  Icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** Entries of one group stand under its heading, `group.<name>` of the shell's texts; those without stand on top. */
  group?: string;
  /** Which counter stands beside the entry. */
  count?: 'tasks' | 'inbox';
}

/**
 * Screen is one address of the console. The file console/screens/<area>/screen.ts exports an array of them by default;
 * it is part of the entry, so it must stay small and reach its components only through load.
 */
export interface Screen {
  /** Route path such as `records/:id`; the empty path is the start page. */
  path: string;
  /** Area of texts the screen speaks, src/i18n/{zh,en}/<area>.json; its `title` names the page, its `nav` the menu entry. */
  area: string;
  load: () => Promise<{ default: ComponentType }>;
  nav?: Nav;
  /** Who may open it and sees it in the menu: `installation` for administrators only, `delete` for whoever may delete records, else a grant that one of the person's apps must list; the server decides again. */
  need?: string;
  /** Without the shell around it and without a session, such as the login page. */
  bare?: boolean;
  /** With a session but without the menu: it needs all the room there is. */
  wide?: boolean;
}

/** defineScreens is what a screen.ts exports by default. */
export function defineScreens(...screens: Screen[]): Screen[] {
  return screens;
}

const files = import.meta.glob<Screen[]>('./screens/*/screen.ts', { eager: true, import: 'default' });

/** Every screen of the console, found by folder. */
export const screens: readonly Screen[] = Object.values(files).flat();
