import { useEffect } from 'react';
import type { Design } from '../session';

/** typing tells whether a key press belongs to a text that is being written: undo there is the text's own. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type));
}

/** useKeys takes back and does again by keyboard anywhere in a designer but in a text. */
export function useKeys(design: Design): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) design.redo();
      else design.undo();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [design]);
}
