import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../i18n/text';
import { write } from '../../model/design';
import { setTitle } from '../../model/formcommand';
import { titleTextOf, useDesk } from './desk';
import { follow } from './keys';
import style from './canvas.module.css';

/** Label is the title of an item being written on the canvas: Enter keeps it, Escape drops it. Undo inside is that of the text. */
export function Label({ id, title }: { id: string; title: string }) {
  const { t, i18n } = useTranslation('designform');
  const desk = useDesk();
  const [words, setWords] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (keep: boolean, focus: boolean) => {
    if (over.current) return;
    over.current = true;
    const next = write(titleTextOf(desk, id), toLanguage(i18n.language), words.trim());
    const done = keep && words.trim() !== title ? setTitle(desk.document(), desk.where(), desk.language, id, next) : undefined;
    if (done && words.trim()) {
      desk.design.do(done.command);
      void follow(desk, id).finally(desk.design.settle);
    }
    desk.store.setState((now) => ({ editing: undefined, focus: now.focus + (focus ? 1 : 0) }));
  };
  return (
    <input
      ref={input}
      className={style.label}
      aria-label={t('labelOf', { title })}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing || !['Enter', 'Escape'].includes(event.key)) return;
        event.preventDefault();
        end(event.key === 'Enter', true);
      }}
    />
  );
}
