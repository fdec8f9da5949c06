import { MenuUnfoldOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Palette } from './Palette';
import { PartList } from './PartList';
import { useFlow } from './useFlow';
import style from './rail.module.css';

const tabs = ['steps', 'statuses', 'people', 'moves', 'slas', 'promises'] as const;
type Tab = (typeof tabs)[number];

/** Rail holds what a process consists of beside the picture: its statuses, people, clocks; and what steps can be. */
export function Rail() {
  const { t } = useTranslation('designprocess');
  const { selection, select } = useFlow();
  const [tab, setTab] = useState<Tab>('steps');
  const [open, setOpen] = useState(false);
  const part = selection?.part;
  useEffect(() => {
    setOpen(false);
    const wanted = tabs.find((one) => one === part);
    if (wanted) setTab(wanted);
  }, [part, selection?.key]);
  const tools = document.getElementById('design-tools');
  return (
    <>
      {tools ? createPortal(<Button className={style.opener} icon={<MenuUnfoldOutlined aria-hidden />} aria-expanded={open} aria-label={t('parts')} onClick={() => setOpen(!open)} />, tools) : null}
      <aside className={style.rail} data-open={open || undefined} aria-label={t('parts')}>
        <div className={style.tabs} role="group" aria-label={t('parts')}>
          {tabs.map((one) => (
            <button key={one} type="button" aria-pressed={tab === one} onClick={() => setTab(one)}>
              {t(`tab.${one}`)}
            </button>
          ))}
          <button type="button" aria-pressed={part === 'settings'} onClick={() => select({ part: 'settings', key: '' })}>
            {t('tab.settings')}
          </button>
        </div>
        <div className={style.panel}>{tab === 'steps' ? <Palette /> : <PartList part={tab} key={tab} />}</div>
      </aside>
    </>
  );
}
