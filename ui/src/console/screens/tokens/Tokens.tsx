import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '../../../api/client';
import { mayMake, type TokenDesk } from '../../../model/token';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { NewToken } from './NewToken';
import { SecretDialog } from './SecretDialog';
import { TokenList } from './TokenList';
import style from './tokens.module.css';

/** What programs use to act for the person in front of the screen. */
export default function Tokens() {
  const { t } = useTranslation('tokens');
  const query = useQuery({ queryKey: ['tokens'], queryFn: () => get<TokenDesk>('tokens'), staleTime: 0 });
  const [params, setParams] = useSearchParams();
  const making = params.has('new');
  const setMaking = (on: boolean) => setParams(on ? { new: '1' } : {}, { replace: true });
  const [secret, setSecret] = useState('');
  const desk = query.data;
  const made = (shown: string) => {
    setMaking(false);
    setSecret(shown);
  };
  return (
    <div className={style.narrow}>
      <Head title={t('title')} hint={t('hint')}>
        {desk && mayMake(desk) ? (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('add')}
          </Button>
        ) : null}
      </Head>
      <Answer query={query}>
        {(found) => (
          <>
            <Card>{found.items.length > 0 ? <TokenList tokens={found.items} /> : <State title={t('none')} hint={t(mayMake(found) ? 'noneHint' : 'noRight')} />}</Card>
            <p className={style.soft}>{t('rate', { count: found.rate })}</p>
            <p className={style.soft}>
              <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
                {t('document')}
              </a>
              {t('documentHint')}
            </p>
            {making && mayMake(found) ? <NewToken desk={found} onClose={() => setMaking(false)} onMade={made} /> : null}
          </>
        )}
      </Answer>
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret('')} /> : null}
    </div>
  );
}
