import { ArrowLeftOutlined, DownOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../console/session';
import { Link } from 'react-router';
import { say, toLanguage } from '../../i18n/text';
import type { Design, Designed, Place } from '../session';
import { useParts } from '../useDesign';
import { Publish } from './Publish';
import { Tree } from './Tree';
import style from './frame.module.css';

interface BarProps {
  place: Place;
  state: Designed;
  design: Design;
}

/** Bar stands above every designer: where one is, undo and redo, whether it is saved, and publishing. */
export function Bar({ place, state, design }: BarProps) {
  const { t, i18n } = useTranslation('design');
  const [open, setOpen] = useState(false);
  const parts = useParts(place.app);
  const title = say(state.edit.document.title, toLanguage(i18n.language)) || place.key;
  const { past, future } = state.edit;
  return (
    <header className={style.bar}>
      <Link to={`/design/${place.app}`} className={style.back} aria-label={t('back')}>
        <ArrowLeftOutlined aria-hidden />
      </Link>
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        placement="bottomLeft"
        content={
          <div className={style.switch} onClick={(event) => (event.target as HTMLElement).closest('a') && setOpen(false)}>
            <Tree app={place.app} parts={parts.data ?? []} now={place} />
          </div>
        }
      >
        <Button type="text" className={style.where}>
          <span>{t(`kind.${place.kind}`)}</span>
          <b>{title}</b>
          <span className="visually-hidden">{t('switch')}</span>
          <DownOutlined aria-hidden />
        </Button>
      </Popover>
      <div className={style.history} role="group" aria-label={t('history')}>
        <Tooltip title={`${t('undo')} Ctrl+Z`}>
          <Button type="text" icon={<UndoOutlined aria-hidden />} aria-label={t('undo')} disabled={past.length === 0} onClick={design.undo} />
        </Tooltip>
        <Tooltip title={`${t('redo')} Ctrl+Shift+Z`}>
          <Button type="text" icon={<RedoOutlined aria-hidden />} aria-label={t('redo')} disabled={future.length === 0} onClick={design.redo} />
        </Tooltip>
      </div>
      <Keeping state={state} zone={useZone(place.app)} />
      <div className={style.ends} id="design-tools" />
      <Publish app={place.app} />
    </header>
  );
}

/** Keeping says whether what was edited is saved, and where it is when it is not. */
function Keeping({ state, zone }: { state: Designed; zone?: string }) {
  const { t, i18n } = useTranslation('design');
  // By the clock of the app, as every other time on the screen.
  const time = state.savedAt?.toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit', timeZone: zone });
  const words = state.keeping === 'saved' ? (time ? t('keeping.savedAt', { time }) : t('keeping.saved')) : t(`keeping.${state.keeping}`);
  return (
    <span className={style.keeping} data-keeping={state.keeping}>
      {words}
    </span>
  );
}
