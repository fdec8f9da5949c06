import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskButton } from '../../../model/record';
import { PersonPicker } from '../../parts/PersonPicker';
import style from './panel.module.css';

/** What a button had to ask before it could be sent. */
export interface Answers {
  target?: string;
  to?: string;
}

interface ActionDialogProps {
  app: string;
  form: string;
  button: TaskButton;
  busy: boolean;
  onCancel: () => void;
  onDone: (answers: Answers) => void;
}

/** ActionDialog asks where to send something back to, whom to hand it to, or just whether it is meant. */
export function ActionDialog({ app, form, button, busy, onCancel, onDone }: ActionDialogProps) {
  const { t } = useTranslation(['record', 'common']);
  const targets = button.targets ?? [];
  const [target, setTarget] = useState(targets[0]?.key);
  const [to, setTo] = useState('');
  const [tried, setTried] = useState(false);
  const done = () => {
    setTried(true);
    if (button.transferTo && !to) return;
    onDone({ target, to: to || undefined });
  };
  return (
    <Modal
      open
      title={button.title}
      onCancel={onCancel}
      onOk={done}
      confirmLoading={busy}
      okText={button.title}
      okButtonProps={{ danger: button.danger }}
      cancelText={t('cancel', { ns: 'common' })}
      width={460}
    >
      <div className={style.dialog}>
        {typeof button.confirm === 'string' && button.confirm ? <p>{button.confirm}</p> : null}
        {button.confirm === true ? <p>{t('confirm.plain', { title: button.title })}</p> : null}
        {targets.length > 1 ? (
          <fieldset className={style.targets}>
            <legend>{t('confirm.target')}</legend>
            {targets.map((one) => (
              <label key={one.key}>
                <input type="radio" name="target" checked={target === one.key} onChange={() => setTarget(one.key)} />
                {one.title}
              </label>
            ))}
          </fieldset>
        ) : null}
        {button.transferTo ? <PersonPicker app={app} form={form} label={t('confirm.to')} onChange={setTo} problem={tried && !to ? t('confirm.toNeeded') : ''} /> : null}
      </div>
    </Modal>
  );
}
