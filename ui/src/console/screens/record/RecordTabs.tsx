import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { heard, internal } from '../../../model/comment';
import { unkept } from '../../../model/ledger';
import { Tabs, type Tab } from '../../parts/Tabs';
import { Comments } from './Comments';
import { CustomerMessages } from './CustomerMessages';
import { useDesk } from './desk';
import { Details } from './Details';
import { Ledger } from './Ledger';
import { Slas } from './Slas';
import { Timeline } from './Timeline';
import { useComments } from './useComments';
import style from './tabs.module.css';

interface RecordTabsProps {
  tab: string;
  onTab: (tab: string) => void;
  /** Fields entered in the panel of a task; here they are only read. */
  steps: ReadonlySet<string>;
  attention: number;
  onSave: () => void;
}

/** RecordTabs is everything about the record: its fields, what happened, who said what, who was told. */
export function RecordTabs({ tab, onTab, steps, attention, onSave }: RecordTabsProps) {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  // A problem is of no use on a tab nobody sees.
  useEffect(() => {
    if (attention > 0) onTab('details');
  }, [attention]);
  const open = unkept(record.loop);
  const comments = useComments().data ?? [];
  const slas = record.process?.slas?.length ?? 0;
  const tabs: Tab[] = [
    { key: 'details', title: t('tabs.details') },
    { key: 'timeline', title: t('tabs.timeline') },
    { key: 'comments', title: t('tabs.comments'), count: comments.filter(internal).length || undefined },
    { key: 'messages', title: t('tabs.messages'), count: heard(comments).length || undefined, hot: true },
    ...(record.loop?.length ? [{ key: 'loop', title: t('tabs.loop'), count: open || undefined, hot: true }] : []),
    ...(slas > 0 ? [{ key: 'slas', title: t('tabs.slas'), count: slas }] : []),
  ];
  return (
    <div className={style.sheet}>
      <Tabs label={t('tabs.label')} tabs={tabs} value={tab} onChange={onTab}>
        <div className={style.body}>
          {tab === 'details' ? <Details steps={steps} attention={attention} onSave={onSave} /> : null}
          {tab === 'timeline' ? <Timeline /> : null}
          {tab === 'comments' ? <Comments key={record.id} /> : null}
          {tab === 'messages' ? <CustomerMessages /> : null}
          {tab === 'loop' ? <Ledger /> : null}
          {tab === 'slas' ? <Slas /> : null}
        </div>
      </Tabs>
    </div>
  );
}
