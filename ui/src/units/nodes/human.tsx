import type { Text } from '../../i18n/text';
import { defineNode } from './node';

function Icon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <circle cx="8" cy="5" r="2.6" /><path d="M2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6" />
    </svg>
  );
}

interface Button {
  key: string;
  title: Text;
  kind: string;
}

/** Work for people: the button they press decides where the flow goes. */
export default defineNode({
  type: 'human',
  tone: 'blue',
  shape: 'card',
  inputs: 'many',
  outputs: 'many',
  stays: true,
  starter: { mode: 'one', buttons: [{ key: 'done', title: { zh: '完成', en: 'Done' }, kind: 'complete', primary: true }] },
  exits: ({ buttons }) => (Array.isArray(buttons) ? (buttons as Button[]) : []).filter(({ kind }) => kind === 'complete').map(({ key, title }) => ({ key, title })),
  Icon,
});
