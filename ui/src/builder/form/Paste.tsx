import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { taken } from '../../model/formdesign';
import { headings, pasteFields } from '../../model/formfield';
import { useDesk } from './desk';
import { keyFor } from './keys';
import style from './dialogs.module.css';

/** Paste makes fields of the headings of a sheet. */
export function Paste() {
  const { t } = useTranslation(['designform', 'design']);
  const desk = useDesk();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const titles = headings(text);
  const close = () => desk.put({ asking: undefined });
  const go = async () => {
    setBusy(true);
    const used = taken(desk.document().spec);
    const keys: string[] = [];
    for (const title of titles) keys.push((await keyFor(title, [...used, ...keys])) ?? '');
    const unit = desk.unit('text') ?? desk.catalog.fields[0]!;
    close();
    desk.perform(pasteFields(desk.document(), desk.where(), titles, keys, unit, desk.store.getState().selected));
  };
  return (
    <Modal open title={t('paste.title')} okText={t('paste.ok', { count: titles.length })} cancelText={t('design:cancel')} okButtonProps={{ disabled: titles.length === 0, loading: busy }} onCancel={close} onOk={() => void go()}>
      <label className={style.instead}>
        <span>{t('paste.hint')}</span>
        <Input.TextArea autoFocus value={text} onChange={(event) => setText(event.target.value)} autoSize={{ minRows: 4, maxRows: 10 }} placeholder={t('paste.example')} />
      </label>
      {titles.length > 0 ? (
        <ol className={style.found} aria-label={t('paste.found')}>
          {titles.map((title, at) => (
            <li key={at}>{title}</li>
          ))}
        </ol>
      ) : null}
    </Modal>
  );
}
