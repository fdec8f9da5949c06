import { Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { selectionAt, type Flow } from '../../model/flow';
import { removeStatus, statusMentions } from '../../model/flowparts';
import { say } from '../../i18n/text';
import { useFlow } from './useFlow';
import style from './rail.module.css';

/** RemoveStatus says what names a status before it goes, and lets another take its place. */
export function RemoveStatus({ status, title, onDone }: { status: string; title: string; onDone: () => void }) {
  const clear = useClear();
  const { t } = useTranslation('designprocess');
  const { flow, names, do: perform } = useFlow();
  const [instead, setInstead] = useState<string>();
  const found = useMemo(() => statusMentions(flow, status), [flow, status]);
  const steps = found.some(({ part }) => part === 'nodes');
  const remove = () => {
    perform(removeStatus(status, instead, title));
    onDone();
  };
  return (
    <Modal open title={t('removeStatus', { title })} okText={t('command.remove')} okButtonProps={{ danger: true, disabled: steps && !instead }} cancelText={t('cancel')} onOk={remove} onCancel={onDone}>
      {found.length === 0 ? <p>{t('unused')}</p> : null}
      {found.length > 0 ? (
        <>
          <p>{t('usedIn', { count: found.length })}</p>
          <ul className={style.uses}>
            {[...new Set(found.map(({ pointer }) => nameOf(flow, pointer, names.language, t)))].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <label className={style.label}>
            <span>{steps ? t('insteadSteps') : t('instead')}</span>
            <Select value={instead} allowClear={steps ? false : clear} options={flow.statuses.filter(({ key }) => key !== status).map(({ key }) => ({ value: key, label: names.status(key) }))} onChange={setInstead} />
          </label>
        </>
      ) : null}
    </Modal>
  );
}

function nameOf(flow: Flow, pointer: string, language: 'zh' | 'en', t: (key: string, params?: Record<string, unknown>) => string): string {
  const part = pointer.split('/')[2] ?? '';
  const where = t(`part.${part}`, { defaultValue: part });
  const found = selectionAt(flow, pointer);
  const list = found && found.part !== 'settings' && found.part !== 'people' ? ((flow[found.part] ?? []) as { key?: string; title?: Flow['statuses'][number]['title'] }[]) : [];
  const named = list.find(({ key }) => key === found?.key);
  return named ? `${where}: ${say(named.title, language) || named.key}` : where;
}
