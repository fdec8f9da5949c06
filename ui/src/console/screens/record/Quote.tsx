import style from './reach.module.css';

/** Quote is what somebody said or is to say: words to read, not a field to fill in. */
export function Quote({ title, text }: { title: string; text: string }) {
  return (
    <figure className={style.script}>
      <figcaption>{title}</figcaption>
      <blockquote>{text}</blockquote>
    </figure>
  );
}
