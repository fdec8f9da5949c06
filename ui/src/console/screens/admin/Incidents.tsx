import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, post } from '../../../api/client';
import type { RecordRef } from '../../../model/record';
import { recordUrl } from '../../parts/act';
import { Answer } from '../../parts/Answer';
import { Tone } from '../../parts/Chip';
import { Head } from '../../parts/Head';
import { State } from '../../parts/State';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import style from './admin.module.css';

interface Incident {
  id: string;
  record?: RecordRef | null;
  kind: string;
  kindTitle?: string;
  error: string;
  tries: number;
  at: string;
}

/** What the system tried to do and could not, until somebody decides. */
export default function Incidents() {
  const { t } = useTranslation('incidents');
  const query = useQuery({
    queryKey: ['incidents'],
    queryFn: async () => {
      const found = await get<readonly Incident[] | { items: readonly Incident[] }>('incidents', { query: { limit: 100 } });
      return 'items' in found ? found.items : found;
    },
  });
  return (
    <>
      <Head title={t('title')} hint={t('hint')} />
      <Answer query={query}>
        {(incidents) =>
          incidents.length === 0 ? (
            <State title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <ul className={style.releases}>
              {incidents.map((incident) => (
                <Item key={incident.id} incident={incident} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  );
}

function Item({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['incidents', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const { busy, run } = useOnce();
  const decide = async (how: 'retry' | 'skip') => {
    try {
      await run((key) => post(`incidents/${encodeURIComponent(incident.id)}/${how}`, {}, { idempotencyKey: key }));
      await queries.invalidateQueries({ queryKey: ['incidents'] });
      say.done(t(`${how}Done`));
    } catch (error) {
      say.failed(error);
    }
  };
  const askSkip = () =>
    modal.confirm({
      title: t('skipAsk'),
      content: t('skipText'),
      okText: t('skip'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => decide('skip'),
    });
  return (
    <li>
      <Tone color="red">{incident.kindTitle ?? t([`kind.${incident.kind}`, 'kind.other'], { kind: incident.kind })}</Tone>
      <div>
        <p className={style.fault}>{incident.error}</p>
        <p className={style.small}>
          {t('tries', { count: incident.tries })} · <When at={incident.at} />
          {incident.record ? (
            <>
              {' · '}
              <Link to={recordUrl(incident.record)}>
                {incident.record.no} {incident.record.title}
              </Link>
            </>
          ) : null}
        </p>
      </div>
      <span className={style.both}>
        <Button type="primary" loading={busy} onClick={() => void decide('retry')}>
          {t('retry')}
        </Button>
        <Button disabled={busy} onClick={askSkip}>
          {t('skip')}
        </Button>
      </span>
    </li>
  );
}
