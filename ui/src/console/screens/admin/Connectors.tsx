import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post, put } from '../../../api/client';
import { Answer } from '../../parts/Answer';
import { Card } from '../../parts/Card';
import { Tone } from '../../parts/Chip';
import { Copyable } from '../../parts/Copyable';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import { connectorPath, type Connector } from './connector';
import { ConnectorDialog } from './ConnectorDialog';
import { Deliveries } from './Deliveries';
import style from './admin.module.css';

/** Connectors are the ways to other systems: where they lead, whether they work, and what they send. */
export default function Connectors() {
  const { t } = useTranslation('connectors');
  const query = useQuery({ queryKey: ['connectors'], queryFn: () => get<{ items: readonly Connector[] }>('connectors'), refetchInterval: 30_000 });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <State title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <div className={style.stack}>
              {items.map((one) => (
                <Item key={`${one.app.key}/${one.key}`} one={one} />
              ))}
              {items.some((one) => one.inbound) ? <Deliveries connectors={items.filter((one) => one.inbound)} /> : null}
              <Card title={t('how')}>
                <p className={style.quiet}>{t('howText')}</p>
              </Card>
            </div>
          )
        }
      </Answer>
    </>
  );
}

function Standing({ one }: { one: Connector }) {
  const { t } = useTranslation('connectors');
  if (one.off || (!one.inbound && !one.host)) return <Tone color="grey">{t('off')}</Tone>;
  if (!one.secretSet) return <Tone color="red">{t('noSecret')}</Tone>;
  return one.failures > 0 ? <Tone color="red">{t('trouble', { count: one.failures })}</Tone> : <Tone color="green">{t('on')}</Tone>;
}

function Item({ one }: { one: Connector }) {
  const { t } = useTranslation('connectors');
  const [open, setOpen] = useState(false);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ...(one.inbound ? [] : [['host', one.host ? `${one.host}${one.given ? '' : ` · ${t('defined')}`}` : t('nowhere')] as const]),
    ['secret', t(one.secretSet ? 'secretSet' : 'secretMissing')],
    ['lastOk', one.lastOk ? <When at={one.lastOk} /> : t('never')],
    // Why a message was not taken stands with the message.
    ...(one.error && !one.inbound ? [['error', one.error] as const] : []),
  ];
  return (
    <Card
      title={one.title}
      extra={
        <span className={style.both}>
          {one.inbound ? <Tone color="teal">{t('receives')}</Tone> : null}
          <Standing one={one} />
        </span>
      }
    >
      <p className={style.quiet}>
        {one.app.title}
        {one.text ? ` · ${one.text}` : ''}
      </p>
      <dl className={style.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {one.inbound ? (
        <Copyable label={t('receiveAt', { title: one.title })} text={one.address} />
      ) : (
        <p className={style.quiet}>{t('fields', { list: one.fields.join(t('comma')) })}</p>
      )}
      <Buttons one={one} onSetup={() => setOpen(true)} />
      {open ? <ConnectorDialog one={one} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function Buttons({ one, onSetup }: { one: Connector; onSetup: () => void }) {
  const { t } = useTranslation(['connectors', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const { busy, run } = useOnce();
  const again = () => queries.invalidateQueries({ queryKey: ['connectors'] });
  const attempt = async (work: (key: string) => Promise<void>) => {
    try {
      await run(work);
    } catch (error) {
      say.failed(error);
    }
    await again();
  };
  const test = () =>
    attempt(async (key) => {
      const { ok, error } = await post<{ ok: boolean; error: string }>(`${connectorPath(one)}/test`, {}, { idempotencyKey: key });
      if (ok) say.done(t('testOk'));
      else say.warn(t('testFailed', { error }));
    });
  const switchOff = () =>
    modal.confirm({
      title: t('offTitle', { title: one.title }),
      content: t(one.inbound ? 'offTextIn' : 'offText'),
      okText: t('switchOff'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () =>
        attempt(async (key) => {
          if (one.inbound) await turn(true, key);
          else await put(`${connectorPath(one)}/address`, { url: '' }, { idempotencyKey: key });
          say.done(t('offDone'));
        }),
    });
  const turn = (off: boolean, key: string) => put(`${connectorPath(one)}/off`, { off }, { idempotencyKey: key });
  const switchOn = () =>
    attempt(async (key) => {
      await turn(false, key);
      say.done(t('onDone'));
    });
  return (
    <div className={style.both}>
      <Button type={one.host || (one.inbound && one.secretSet) ? 'default' : 'primary'} onClick={onSetup} aria-label={t('setupOf', { title: one.title })}>
        {t('setup')}
      </Button>
      {one.host && one.secretSet ? (
        <Button loading={busy} onClick={() => void test()}>
          {t('test')}
        </Button>
      ) : null}
      {one.off ? (
        <Button type="primary" loading={busy} onClick={() => void switchOn()} aria-label={t('switchOnOf', { title: one.title })}>
          {t('switchOn')}
        </Button>
      ) : null}
      {one.given || (one.inbound && one.secretSet && !one.off) ? (
        <Button disabled={busy} onClick={switchOff} aria-label={t('switchOffOf', { title: one.title })}>
          {t('switchOff')}
        </Button>
      ) : null}
    </div>
  );
}
