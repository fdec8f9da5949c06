import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api/problem';
import { Form, useForm } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { blank, type FormView } from '../../../model/formview';
import type { Move } from '../../../model/record';
import { Faults } from '../../parts/Faults';
import { lookupIn } from '../../parts/lookup';
import { Note } from '../../parts/Note';
import { uploadTo } from '../../parts/upload';
import { useDesk } from './desk';
import { Untold } from './Untold';
import style from './panel.module.css';

const nothing: FormView = { key: 'none', title: '', fields: {} };

/** StoppedDialog says why a move cannot be pressed and who has to be told first, with the ways there. */
export function StoppedDialog({ move, onClose }: { move: Move; onClose: () => void }) {
  return (
    <Modal open title={move.title} onCancel={onClose} footer={null} width={540}>
      <div className={style.dialog} onClick={(event) => (event.target as HTMLElement).closest('li a, li button') && onClose()}>
        <p>{move.disabled}</p>
        <Untold codes={[move.disabledBy]} />
      </div>
    </Modal>
  );
}

/** MoveDialog asks what a move needs: its fields, a word of explanation, and whether it is meant. */
export function MoveDialog({ move, onClose }: { move: Move; onClose: () => void }) {
  const { t, i18n } = useTranslation(['record', 'common']);
  const { app, form: formKey, press, busy } = useDesk();
  const form = useForm({ view: move.form ?? nothing, language: toLanguage(i18n.language), create: true, initial: move.form?.values, upload: uploadTo(app, formKey), lookup: lookupIn(app, formKey) });
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const silent = move.comment === 'required' && blank(comment);
  const done = async () => {
    setTried(true);
    const data = move.form ? form.check() : {};
    if (!data || silent) return;
    const left = await press({ kind: 'move', button: move.key, data, comment }, move.title);
    if (left === undefined || left.length === 0) return onClose();
    if (move.form) form.refuse(left);
    setProblems(left);
  };
  return (
    <Modal open title={move.title} onCancel={onClose} onOk={() => void done()} confirmLoading={busy} okText={move.title} okButtonProps={{ danger: move.danger }} cancelText={t('cancel', { ns: 'common' })} width={540}>
      <div className={style.dialog}>
        <p>{typeof move.confirm === 'string' && move.confirm ? move.confirm : t('confirm.plain', { title: move.title })}</p>
        {move.form ? <Form form={form} onSubmit={() => void done()} /> : null}
        {move.comment ? (
          <Note label={t('comment.label')} hint={move.comment === 'required' ? undefined : t('comment.optional')} value={comment} onChange={setComment} problem={tried && silent ? t('comment.needed', { title: move.title }) : ''} />
        ) : null}
        <Faults problems={problems} />
        <Untold codes={problems.map((problem) => problem.code)} />
      </div>
    </Modal>
  );
}
