import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { formWords, useUnits } from '../../../form';
import { toLanguage } from '../../../i18n/text';
import { blank } from '../../../model/formview';
import { mentioned } from '../../../model/mention';
import type { Person } from '../../../model/record';
import { fields, type StoredFile } from '../../../units/fields';
import { Faults } from '../../parts/Faults';
import { uploadTo } from '../../parts/upload';
import { useOnce } from '../../parts/useOnce';
import { queries } from '../../query';
import { useDesk, useWords } from './desk';
import { MentionNote } from './MentionNote';
import { commentsKey } from './useComments';
import style from './comments.module.css';

/** The place on the page where it is kept that somebody is about to answer, and whom. */
export const answering = 'comment.answer';

interface CommentFormProps {
  /** Who will read it. */
  to: 'internal' | 'customer';
}

/** CommentForm writes a comment, among colleagues or to the customer; who will read it is said again at the button. */
export function CommentForm({ to: visibility }: CommentFormProps) {
  const { t } = useTranslation('record');
  const { app, form, record, path, notes, answers } = useDesk();
  const box = useRef<HTMLFormElement>(null);
  const { busy, run } = useOnce();
  const [text, setText] = useWords(`comment.${visibility}`);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [files, setFiles] = useState<StoredFile[]>([]);
  const [uploading, setUploading] = useState(false);
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (notes.get(answering) !== visibility) return;
    notes.delete(answering);
    box.current?.querySelector('textarea')?.focus();
  }, [answers]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (blank(text)) return;
    setError(undefined);
    try {
      await run((key) => post(`${path}/comments`, { text, visibility, files: files.map((file) => file.id), mentions: visibility === 'customer' ? [] : mentioned(text, chosen) }, { idempotencyKey: key }));
      setText('');
      setChosen([]);
      setFiles([]);
      setTried(false);
      void queries.invalidateQueries({ queryKey: commentsKey(app, form, record.id) });
      void queries.invalidateQueries({ queryKey: ['timeline'] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form ref={box} className={style.form} data-visibility={visibility} onSubmit={(event) => void send(event)} noValidate>
      <Faults error={error} />
      <MentionNote label={t(`comments.label.${visibility}`)} value={text} path={path} off={visibility === 'customer'} onChange={setText} onMention={(person) => setChosen([...chosen, person])} problem={tried && blank(text) ? t('comments.needed') : ''} />
      <Attach files={files} onChange={setFiles} onBusy={setUploading} />
      <div className={style.send}>
        <span>{t(`comments.hint.${visibility}`)}</span>
        <Button type="primary" htmlType="submit" loading={busy} disabled={uploading || undefined}>
          {t(`comments.send.${visibility}`)}
        </Button>
      </div>
    </form>
  );
}

/** Attach uses the control of file fields, as in any form. */
function Attach({ files, onChange, onBusy }: { files: StoredFile[]; onChange: (files: StoredFile[]) => void; onBusy: (busy: boolean) => void }) {
  const { t, i18n } = useTranslation('record');
  const { app, form } = useDesk();
  const ready = useUnits(['file']);
  const id = useId();
  const language = toLanguage(i18n.language);
  if (!ready) return null;
  const { Input } = fields.get('file');
  return (
    <div>
      <span id={`${id}-label`} className="visually-hidden">
        {t('comments.files')}
      </span>
      <Input
        id={id}
        labelId={`${id}-label`}
        field={{ key: 'comment', title: t('comments.files'), type: 'file', level: 'write', settings: { maxCount: 6, maxSizeMb: 20 } }}
        value={files}
        onChange={(value) => onChange((value ?? []) as StoredFile[])}
        problems={[]}
        context={{ language, t: formWords(language), values: {}, upload: uploadTo(app, form), busy: (_field, on) => onBusy(on) }}
      />
    </div>
  );
}
