import { useTranslation } from 'react-i18next';
import type { Person as PersonRef } from '../../model/record';
import style from './parts.module.css';

const tones = ['teal', 'blue', 'purple', 'pink', 'orange', 'green', 'cyan', 'amber'];

/** toneOf gives a person the same colour everywhere. */
function toneOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 997;
  return tones[sum % tones.length]!;
}

/** initial is what stands in the circle: the last character of a Chinese name, the first of another. */
function initial(name: string): string {
  const text = name.trim();
  return /[\u4e00-\u9fff]/.test(text) ? text.slice(-1) : text.slice(0, 1).toUpperCase();
}

export function Avatar({ person, size = 22 }: { person: PersonRef; size?: number }) {
  return (
    <span className={style.avatar} data-tone={toneOf(person.id)} style={{ width: size, height: size, fontSize: size * 0.5 }} aria-hidden="true">
      {initial(person.name)}
    </span>
  );
}

/** Person is a name with its circle; nobody is said in words. */
export function Person({ person, none }: { person: PersonRef | null | undefined; none?: string }) {
  const { t } = useTranslation('common');
  if (!person) return <span className={style.faint}>{none ?? t('nobody')}</span>;
  return (
    <span className={style.person}>
      <Avatar person={person} />
      <span>{person.name}</span>
    </span>
  );
}
