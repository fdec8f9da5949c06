import { useTranslation } from 'react-i18next';
import style from './frame.module.css';

/** Change is one thing that is different between two states of an app, in words. */
export interface Change {
  kind: string;
  key: string;
  title: string;
  op: string;
  words: string;
}

/** Compared is everything that differs since a release, and the records it concerns. */
export interface Compared {
  changes: readonly Change[];
  /** The release compared with, and the revisions of the drafts that were looked at. */
  since?: number;
  drafts?: Readonly<Record<string, number>>;
  affected?: readonly { words: string; gone: boolean; seal?: string }[];
}

/** Changes lists what differs between two states of an app, by definition. */
export function Changes({ changes, affected = [] }: Compared) {
  const { t } = useTranslation('design');
  if (changes.length === 0) return <p className={style.quiet}>{t('changes.none')}</p>;
  const groups = new Map<string, Change[]>();
  for (const change of changes) groups.set(`${change.kind}/${change.key}`, [...(groups.get(`${change.kind}/${change.key}`) ?? []), change]);
  return (
    <>
      <ul className={style.changes} tabIndex={0} aria-label={t('changes.list')}>
        {[...groups].map(([id, list]) => (
          <li key={id}>
            <b>
              {t(`kind.${list[0]!.kind}`, { defaultValue: list[0]!.kind })} · {list[0]!.title}
            </b>
            <ul>
              {list.map((change, at) => (
                <li key={at} data-op={change.op}>
                  {change.words}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {affected.length > 0 ? (
        <ul className={style.affected}>
          {affected.map(({ words, gone }) => (
            <li key={words} data-gone={gone || undefined}>
              {words}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
