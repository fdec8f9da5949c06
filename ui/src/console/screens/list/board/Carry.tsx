import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../../api/problem';
import { language } from '../../../../i18n/console';
import { comma } from '../../../../i18n/sentence';
import { waysTo, type Way, type Ways } from '../../../../model/board';
import type { ColumnOption } from '../../../../model/list';
import { inWords } from '../../../parts/useSay';
import { useSession } from '../../../session';
import { Choices } from '../../record/Choices';
import { Press } from './Press';
import { useCarried, type Moving } from './useMoving';

interface CarryProps {
  app: string;
  form: string;
  moving: Moving;
  statuses: readonly ColumnOption[];
}

/** Carry takes a card where it was dropped: it reads what the record offers now, asks which way where there are several, and presses. */
export default function Carry({ app, form, moving, statuses }: CarryProps) {
  const { t } = useTranslation(['list', 'common']);
  const me = useSession()?.user.id;
  const { item, to } = moving.way!;
  const [way, setWay] = useState<Way>();
  const title = (key?: string) => statuses.find(({ value }) => value === key)?.text ?? '';
  const record = useCarried(app, form, item.id);
  const ways = record.data && waysTo(record.data, to);
  const why = (found: Ways) => {
    if (found.stopped.length > 0) return t('board.stopped', { to: title(to), reasons: found.stopped.join(' ') });
    if (found.claim) return t('board.claim');
    const { status, owner } = record.data?.process ?? {};
    const ends = { from: title(status?.key), to: title(to) };
    if (owner && owner.id !== me) return t('board.noWayOf', { ...ends, owner: owner.name });
    const others = statuses.filter(({ value }) => value !== to && waysTo(record.data!, value).open.length > 0).map(({ text }) => text);
    return t(others.length > 0 ? 'board.noWayBut' : 'board.noWay', { ...ends, others: others.join(comma(language())) });
  };
  useEffect(() => {
    if (record.error) moving.back(record.error instanceof ApiError ? inWords(record.error) : t('failed.title', { ns: 'common' }));
    if (!ways) return;
    if (record.data?.process?.status?.key === to) void moving.done();
    else if (ways.open.length === 0) moving.back(why(ways));
    else if (ways.open.length === 1) setWay(ways.open[0]);
  }, [record.data, record.error]);
  if (!record.data || !ways) return null;
  if (way) return <Press app={app} form={form} record={record.data} way={way} onBack={moving.back} onDone={() => void moving.done()} />;
  if (ways.open.length < 2) return null;
  return (
    <Modal open title={t('board.which', { status: title(to) })} footer={null} onCancel={() => moving.back()} width={460}>
      <Choices choices={ways.open.map((one) => ({ key: one.key, title: one.title, primary: 'button' in one ? one.button.primary : false, danger: 'button' in one ? one.button.danger : one.move.danger, press: () => setWay(one) }))} />
    </Modal>
  );
}
