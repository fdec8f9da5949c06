import { useRef, useState } from 'react';
import type { PageProps } from '../page';
import style from './success.module.css';

/** copy puts a text on the clipboard; the modern way exists only on secure origins. */
async function copy(text: string, field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.select();
    return document.execCommand('copy');
  }
}

/** CopyLink shows an address to keep, with a button that copies it. */
export function CopyLink({ url, t }: { url: string } & Pick<PageProps, 't'>) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  return (
    <div className={style.copy}>
      <input ref={field} readOnly value={url} aria-label={t('public.link')} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" onClick={async () => setCopied(await copy(url, field.current!))}>
        {t(copied ? 'public.copied' : 'public.copy')}
      </button>
      <span role="status" className={copied === false ? style.hint : 'visually-hidden'}>
        {copied === undefined ? '' : t(copied ? 'public.copied' : 'public.copyFailed')}
      </span>
      <span className={style.printed}>{url}</span>
    </div>
  );
}
