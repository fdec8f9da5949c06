import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemText } from '../../../i18n/console';
import { deliveryStates, toneOf, type Delivery } from '../../../model/delivery';
import { recordUrl } from '../../parts/act';
import { Card } from '../../parts/Card';
import { Choose } from '../../parts/Choose';
import { Tone } from '../../parts/Chip';
import { Lines } from '../../parts/Lines';
import { More } from '../../parts/More';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { When } from '../../parts/When';
import type { Connector } from './connector';
import style from './admin.module.css';

/** Deliveries is what other systems have sent lately, and why it was refused where it was. */
export function Deliveries({ connectors }: { connectors: readonly Connector[] }) {
  const { t } = useTranslation('connectors');
  const [which, setWhich] = useState('');
  const [state, setState] = useState('');
  const [app = '', connector = ''] = which.split('/');
  const query = { app, connector, state };
  const pages = usePages<Delivery>(['deliveries', query], 'deliveries', query);
  return (
    <Card title={t('deliveries.title')}>
      <search className={style.pick}>
        <Choose label={t('deliveries.connector')} value={which} onChange={setWhich}>
          <option value="">{t('deliveries.all')}</option>
          {connectors.map((one) => (
            <option key={`${one.app.key}/${one.key}`} value={`${one.app.key}/${one.key}`}>
              {one.title}
            </option>
          ))}
        </Choose>
        <Choose label={t('deliveries.state')} value={state} onChange={setState}>
          <option value="">{t('deliveries.all')}</option>
          {deliveryStates.map((one) => (
            <option key={one} value={one}>
              {t(`state.${one}`)}
            </option>
          ))}
        </Choose>
      </search>
      {pages.isError ? <Failed error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Lines /> : null}
      {pages.items?.length === 0 ? <State title={t('deliveries.none')} hint={t('deliveries.noneHint')} /> : null}
      {pages.items && pages.items.length > 0 ? (
        <ul className={style.deliveries}>
          {pages.items.map((one) => (
            <Item key={one.id} delivery={one} />
          ))}
        </ul>
      ) : null}
      <More {...pages} />
    </Card>
  );
}

function Item({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('connectors');
  const facts = [delivery.address, t('deliveries.bytes', { count: delivery.bytes }), delivery.times > 1 ? t('deliveries.times', { count: delivery.times }) : ''];
  return (
    <li>
      <Tone color={toneOf(delivery.state)}>{t(`state.${delivery.state}`)}</Tone>
      <div>
        <p>
          {delivery.connector.title}
          {delivery.record ? (
            <>
              {' · '}
              <Link to={recordUrl(delivery.record)}>{delivery.record.no || t('deliveries.record')}</Link>
            </>
          ) : null}
        </p>
        {delivery.problems.map((problem) => (
          <p key={`${problem.code}${problem.pointer}`} className={style.fault}>
            {problem.pointer ? <code>{problem.pointer}</code> : null} {problem.message ?? problemText(problem)}
          </p>
        ))}
        <p className={style.small}>
          <When at={delivery.at} /> · {facts.filter(Boolean).join(' · ')}
        </p>
      </div>
    </li>
  );
}
