import { useTranslation } from 'react-i18next';
import style from './frame.module.css';

/** Change is one thing that publishing changes, in words. */
export interface Change {
  kind: string;
  key: string;
  title: string;
  op: string;
  words: string;
}

/** Changes lists what differs between two states of an app, by definition. */
export function Changes({ list }: { list: readonly Change[] }) {
  const { t } = useTranslation('design');
  if (list.length === 0) return <p className={style.quiet}>{t('changes.none')}</p>;
  const groups = new Map<string, Change[]>();
  for (const change of list) groups.set(`${change.kind}/${change.key}`, [...(groups.get(`${change.kind}/${change.key}`) ?? []), change]);
  return (
    <ul className={style.changes}>
      {[...groups].map(([id, changes]) => (
        <li key={id}>
          <b>
            {t(`kind.${changes[0]!.kind}`, { defaultValue: changes[0]!.kind })} · {changes[0]!.title}
          </b>
          <ul>
            {changes.map((change, at) => (
              <li key={at} data-op={change.op}>
                {change.words}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
