import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import type { Token } from '../../../model/token';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { TokenList } from './TokenList';
import style from './tokens.module.css';

/** Everybody's tokens, for administrators. */
export default function AllTokens() {
  const { t } = useTranslation('tokens');
  const query = useQuery({ queryKey: ['tokens', 'all'], queryFn: () => get<{ items: readonly Token[] }>('tokens/all'), staleTime: 0 });
  return (
    <div className={style.narrow}>
      <Head title={t('all.title')} hint={t('all.hint')}>
        <Link to="/account/tokens">{t('all.mine')}</Link>
        <Link to="/account/tokens?new=1">
          <Button type="primary">{t('add')}</Button>
        </Link>
      </Head>
      <Answer query={query}>
        {({ items }) => <Card>{items.length > 0 ? <TokenList tokens={items} owners /> : <State title={t('all.none')} hint={t('all.noneHint')} />}</Card>}
      </Answer>
    </div>
  );
}
