import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Part } from '../../model/design';
import { designUrl, grouped, kinds } from '../kinds';
import style from './frame.module.css';

interface TreeProps {
  app: string;
  parts: readonly Part[];
  now?: { kind: string; key: string };
}

/** Tree lists the definitions of an app under their kinds. */
export function Tree({ app, parts, now }: TreeProps) {
  const { t } = useTranslation('design');
  return (
    <nav className={style.tree} aria-label={t('tree')}>
      {grouped(parts).map(([kind, list]) => {
        const Icon = kinds[kind];
        return (
          <section key={kind}>
            <h3>
              {Icon ? <Icon aria-hidden /> : null} {t(`kinds.${kind}`, { defaultValue: kind })} <small>{list.length}</small>
            </h3>
            <ul>
              {list.map((part) => (
                <li key={part.key}>
                  <Link to={designUrl(app, kind, part.key)} aria-current={now?.kind === kind && now.key === part.key ? 'page' : undefined} data-deleted={part.deleted || undefined}>
                    {part.title}
                    {part.draft > 0 ? <i className={style.dot} title={t(part.deleted ? 'goes' : 'changed')} /> : null}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
