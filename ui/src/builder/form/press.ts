import type { KeyboardEvent } from 'react';
import { itemsOf } from '../../model/formdesign';
import { around } from '../../model/formplace';
import { typing } from '../frame/useKeys';
import { act, actions, pressed } from './actions';
import type { Desk } from './desk';

/** press is the keyboard of the canvas: arrows choose, the actions' own keys do what their menu does. */
export function press(event: KeyboardEvent, desk: Desk): void {
  // An open menu has the keyboard, wherever the focus is.
  if (event.nativeEvent.isComposing || typing(event.target) || document.querySelector('[data-canvas] [data-more][aria-expanded="true"], [data-canvas] .ant-dropdown-open')) return;
  pressAt(event.nativeEvent, desk);
}

/** pressAt is a key press of the page, on the canvas or nowhere. */
export function pressAt(event: globalThis.KeyboardEvent, desk: Desk): void {
  const keys = pressed(event);
  const onFrame = !(event.target as Element).closest('button, a');
  if (!onFrame && ['Enter', ' ', 'ArrowUp', 'ArrowDown'].includes(keys)) return;
  if (handled(keys, desk)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function handled(keys: string, desk: Desk): boolean {
  const { selected } = desk.store.getState();
  const items = itemsOf(desk.document().spec, desk.where());
  const go = (id: string | undefined) => {
    if (id) desk.select(id, true);
    return true;
  };
  switch (keys) {
    case 'ArrowDown':
      return go(around(items, selected ?? '', 1));
    case 'ArrowUp':
      return go(around(items, selected ?? '', -1));
    case 'Home':
      return go(around(items, '', 1));
    case 'End':
      return go(around(items, '', -1));
    case 'Enter':
      return act(desk, 'label');
    case '/':
      desk.store.setState((now) => ({ adding: now.adding + 1, drawer: 'palette' }));
      return true;
    case 'Escape':
      if (!selected) return false;
      desk.select(undefined);
      return true;
    case 'Backspace':
      return act(desk, 'delete');
    case 'Shift+F10':
    case 'ContextMenu':
      document.querySelector<HTMLElement>('[data-frame][aria-current] [data-more]')?.click();
      return true;
  }
  const action = actions.find((one) => one.keys === keys);
  return action ? act(desk, action.id) || keys.startsWith('Ctrl+') : false;
}
