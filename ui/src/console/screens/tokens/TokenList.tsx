import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { remove } from '../../../api/client';
import type { Token } from '../../../model/token';
import { Tone } from '../../parts/Chip';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import style from './tokens.module.css';

/** TokenList lists tokens, each with the way to end it; `owners` says whose each is. */
export function TokenList({ tokens, owners = false }: { tokens: readonly Token[]; owners?: boolean }) {
  return (
    <ul className={style.tokens}>
      {tokens.map((token) => (
        <Item key={token.id} token={token} owner={owners} />
      ))}
    </ul>
  );
}

function Item({ token, owner }: { token: Token; owner: boolean }) {
  const { t } = useTranslation(['tokens', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const end = async () => {
    try {
      await remove(`tokens/${token.id}`);
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      say.done(t('revoked', { name: token.name }));
    } catch (error) {
      say.failed(error);
    }
  };
  const ask = () =>
    modal.confirm({
      title: t('ask', { name: token.name }),
      content: t('askText'),
      okText: t('revoke'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: end,
    });
  return (
    <li>
      <div>
        <p className={style.name}>
          <b>{token.name}</b>
          {token.expired ? <Tone color="red">{t('expired')}</Tone> : null}
          {owner && token.user ? <span className={style.soft}>{token.user.name}</span> : null}
        </p>
        <p className={style.scopes}>
          {token.scopes.map((scope) => (
            <Tone key={scope} color={scope === 'admin' ? 'orange' : 'blue'}>
              {t([`scope.${scope}.title`, 'scope.other'], { scope })}
            </Tone>
          ))}
          <span className={style.soft}>{token.apps.length > 0 ? token.apps.map((app) => app.title).join(t('comma')) : t('everywhere')}</span>
        </p>
        <p className={style.soft}>
          {token.seen ? (
            <>
              {t('seen')} <When at={token.seen} />
              {token.address ? ` (${token.address})` : ''}
            </>
          ) : (
            t('never')
          )}
          {' · '}
          {t('created')} <When at={token.created} /> · {t('until')} <When at={token.expires} />
        </p>
      </div>
      <Button danger onClick={ask} aria-label={t('revokeLabel', { name: token.name })}>
        {t('revoke')}
      </Button>
    </li>
  );
}
