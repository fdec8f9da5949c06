import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListItem } from '../../../model/list';
import { recordUrl } from '../../parts/act';
import { StatusChip } from '../../parts/Chip';
import { Rows } from '../../parts/Lines';
import { More } from '../../parts/More';
import { Person } from '../../parts/Person';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { When } from '../../parts/When';
import { NewMenu } from './NewMenu';
import style from './work.module.css';

/** Mine lists what I handed in and where it stands now. */
export function Mine() {
  const { t } = useTranslation('work');
  const pages = usePages<ListItem>(['mine'], 'mine', { limit: 100 });
  if (!pages.items) return pages.isError ? <Failed error={pages.error} onRetry={() => void pages.refetch()} /> : <Rows />;
  if (pages.items.length === 0) {
    return (
      <State title={t('empty.mine')} hint={t('empty.mineHint')}>
        <NewMenu />
      </State>
    );
  }
  return (
    <>
      <ul className={style.list}>
        {pages.items.map((item) => (
          <li key={item.id} className={style.row}>
            <div className={style.what}>
              <Link to={recordUrl({ app: item.app ?? '', form: item.form ?? '', id: item.id })} className={style.title}>
                {item.title || item.no}
              </Link>
              <span className={style.meta}>
                <span className={style.no}>{item.no}</span>
                {item.formTitle ? <span>{item.formTitle}</span> : null}
                <span>
                  <When at={item.createdAt} />
                </span>
              </span>
            </div>
            <div className={style.side}>
              <StatusChip status={item.status} />
              <span className={style.time}>
                <Person person={item.owner} none={t('noOwner')} />
              </span>
            </div>
          </li>
        ))}
      </ul>
      <More {...pages} />
    </>
  );
}
