import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Problem } from '../../../api/problem';
import type { Twin } from '../../../model/twin';
import { recordUrl } from '../../parts/act';
import { Card } from '../../parts/Card';
import { StatusChip } from '../../parts/Chip';
import { Faults } from '../../parts/Faults';
import { useDesk } from './desk';
import style from './merge.module.css';

/** Merged says what the record went up in, with the way back, or which records went up in it. */
export function Merged() {
  const { t } = useTranslation('record');
  const merge = useDesk().record.process?.merge;
  if (!merge) return null;
  return (
    <>
      {merge.into ? (
        <Card title={t('merge.intoTitle')}>
          <dl className={style.into}>
            <dt>{t('merge.into')}</dt>
            <dd>
              <Other twin={merge.into} />
            </dd>
            {merge.follows ? (
              <>
                <dt>{t('merge.follows')}</dt>
                <dd>
                  <StatusChip status={merge.follows} />
                </dd>
              </>
            ) : null}
          </dl>
          {merge.undo ? <Undo /> : null}
        </Card>
      ) : null}
      {merge.members.length > 0 ? (
        <Card title={t('merge.members', { count: merge.members.length })}>
          <p className={style.hint}>{t('merge.membersHint')}</p>
          <ul className={style.members}>
            {merge.members.map((one) => (
              <li key={one.id}>
                <Other twin={one} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}

function Other({ twin }: { twin: Twin }) {
  const { t } = useTranslation('record');
  const { app, form } = useDesk();
  return (
    <span className={style.what}>
      {twin.readable ? <Link to={recordUrl({ app, form, id: twin.id })}>{twin.title || twin.no}</Link> : <b>{t('merge.hidden')}</b>}
      <small>
        {twin.no}
        {twin.customer ? ` · ${twin.customer}` : ''}
      </small>
    </span>
  );
}

/** Undo asks before it puts the record back to where it was. */
function Undo() {
  const { t } = useTranslation(['record', 'common']);
  const { modal } = App.useApp();
  const { record, press, busy } = useDesk();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const ask = () =>
    modal.confirm({
      title: t('merge.undoTitle', { no: record.no }),
      content: t('merge.undoText'),
      okText: t('merge.undo'),
      cancelText: t('cancel', { ns: 'common' }),
      onOk: async () => setProblems((await press({ kind: 'unmerge' }, t('merge.undo'))) ?? []),
    });
  return (
    <>
      <Button onClick={ask} loading={busy}>
        {t('merge.undo')}
      </Button>
      <Faults problems={problems} />
    </>
  );
}
