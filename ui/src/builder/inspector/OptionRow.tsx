import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, HolderOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import type { Problem } from '../../api/problem';
import { say, toLanguage } from '../../i18n/text';
import { write, type Schema } from '../../model/design';
import { above, type OptionSpec } from '../../model/optiondesign';
import tone from './editors/tone';
import words from './editors/text';
import { Settings } from './Settings';
import { useSorting } from './useSorting';
import setting from './inspector.module.css';
import style from './options.module.css';

interface OptionRowProps {
  option: OptionSpec;
  at: number;
  list: readonly OptionSpec[];
  schema: Schema;
  root: Schema;
  /** Names the list, among which the row can be dragged. */
  name: string;
  pointer: string;
  problems: readonly Problem[];
  onChange: (change: Partial<OptionSpec>) => void;
  onMove: (from: number, to: number) => void;
  onDrop: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** OptionRow is one choice: its colour and words at once, the rest behind the wheel. */
export function OptionRow(props: OptionRowProps) {
  const { option, at, name, pointer, problems, onChange, onMove, onDrop, onKeyDown } = props;
  const { t, i18n } = useTranslation(['designparts', 'design']);
  const language = toLanguage(i18n.language);
  const [open, setOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const { row, handle, edge } = useSorting(name, at, onMove);
  const title = say(option.title, language) || option.key;
  const wrong = problems.some((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  const bare = { schema: {}, root: {}, pointer: '', problems: [], beside: {} };
  return (
    <div ref={row} className={style.option} data-option={at} data-edge={edge} data-wrong={wrong || undefined} data-archived={option.archived || undefined}>
      <div className={style.line}>
        <span ref={handle} className={style.handle} aria-hidden title={t('options.drag')}>
          <HolderOutlined />
        </span>
        <Popover trigger="click" placement="bottomLeft" open={picking} onOpenChange={setPicking} content={<div onClick={(event) => event.target instanceof HTMLInputElement && event.detail > 0 && setPicking(false)}><tone.Edit {...bare} id={`${name}-${at}`} value={option.color} onChange={(color) => onChange({ color: color as string })} /></div>}>
          <button type="button" className={style.swatch} data-tone={option.color?.startsWith('#') ? undefined : option.color || 'grey'} style={option.color?.startsWith('#') ? { background: option.color } : undefined} aria-label={t('options.colour', { title })} />
        </Popover>
        <Input data-title size="small" variant="borderless" value={say(option.title, language)} aria-label={t('options.title', { at: at + 1 })} onChange={(event) => onChange({ title: write(option.title, language, event.target.value) })} onKeyDown={onKeyDown} />
        <Button size="small" type="text" icon={<SettingOutlined aria-hidden />} aria-label={t('options.more', { title })} aria-expanded={open} onClick={() => setOpen(!open)} />
        <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('design:takeOutOf', { name: title })} onClick={onDrop} />
      </div>
      {open ? <Details {...props} /> : null}
    </div>
  );
}

function Details({ option, at, list, schema, root, name, pointer, problems, onChange, onMove }: OptionRowProps) {
  const clear = useClear();
  const { t, i18n } = useTranslation(['designparts', 'design']);
  const language = toLanguage(i18n.language);
  const id = `${name}-${at}-more`;
  const parents = above(list, at).map((one) => ({ value: one.key, label: say(one.title, language) || one.key }));
  return (
    <div className={style.more}>
      <div className={setting.setting}>
        <label htmlFor={`${id}-title`}>{t('options.words')}</label>
        <words.Edit id={`${id}-title`} schema={{}} root={{}} value={option.title} pointer="" problems={[]} beside={{}} onChange={(title) => onChange({ title: (title ?? '') as string })} />
      </div>
      <Settings schema={schema} root={root} value={option as unknown as Record<string, unknown>} pointer={pointer} problems={problems} without={['title', 'color', 'parent']} onChange={(next, changed) => onChange({ [changed]: next[changed] })} />
      <div className={setting.setting}>
        <label htmlFor={`${id}-parent`}>{t('options.parent')}</label>
        <Select id={`${id}-parent`} allowClear={clear} showSearch={{ optionFilterProp: 'label' }} value={option.parent} options={parents} placeholder={t('options.top')} onChange={(parent: string | undefined) => onChange({ parent })} />
      </div>
      <div className={style.tools}>
        <Button size="small" icon={<ArrowUpOutlined aria-hidden />} disabled={at === 0} onClick={() => onMove(at, at - 1)}>
          {t('options.up')}
        </Button>
        <Button size="small" icon={<ArrowDownOutlined aria-hidden />} disabled={at === list.length - 1} onClick={() => onMove(at, at + 1)}>
          {t('options.down')}
        </Button>
      </div>
    </div>
  );
}
