import { Button, Input, Modal, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { post } from '../../api/client';
import type { Problem } from '../../api/problem';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { problemText } from '../../i18n/console';
import { Changes, type Change } from '../frame/Changes';
import { designUrl, placeOf } from '../kinds';
import { pending } from '../pending';
import { renewDesigns } from '../session';
import style from './home.module.css';

interface Arrival {
  ok: boolean;
  problems: readonly Problem[];
  changes: readonly Change[];
}

/** Import takes definitions from a file or pasted text: what is wrong with them and what they would change is seen first, and they become drafts. */
export function Import({ app, onClose }: { app: string; onClose: () => void }) {
  const { t } = useTranslation('design');
  const say = useSay();
  const [body, setBody] = useState<Blob | string>('');
  const [name, setName] = useState('');
  const [arrival, setArrival] = useState<Arrival>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async (what: Blob | string, dry: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      const headers = { 'Content-Type': typeof what === 'string' ? 'application/json' : 'application/zip' };
      const got = await post<Arrival>(`apps/${app}/import`, what, { query: dry ? { dry: 1 } : {}, headers, timeout: 120_000 });
      if (dry) return setArrival(got);
      renewDesigns(app);
      pending.told(app);
      say.done(t('import.done', { count: got.changes.length }));
      onClose();
    } catch (failure) {
      setError(failure);
      setArrival(undefined);
    } finally {
      setBusy(false);
    }
  };
  const take = (file: File) => {
    setName(file.name);
    setBody(file);
    void send(file, true);
    return false;
  };
  const ready = arrival?.ok === true && arrival.changes.length > 0;
  return (
    <Modal open onCancel={onClose} title={t('import.title')} width={680} styles={{ body: { maxHeight: 'calc(100vh - 260px)', overflow: 'auto' } }} okText={t('import.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void send(body, false)}>
      <div className={style.found}>
        <p className={style.hint}>{t('import.hint')}</p>
        <Upload.Dragger accept=".zip,.json" showUploadList={false} beforeUpload={take} aria-label={t('import.choose')}>
          <p>{name || t('import.choose')}</p>
        </Upload.Dragger>
        <label>
          {t('import.paste')}
          <Input.TextArea
            rows={4}
            spellCheck={false}
            value={typeof body === 'string' ? body : ''}
            onChange={({ target }) => {
              setBody(target.value);
              setName('');
              setArrival(undefined);
            }}
          />
        </label>
        {typeof body === 'string' && body.trim() !== '' ? (
          <Button loading={busy} onClick={() => void send(body, true)}>
            {t('import.look')}
          </Button>
        ) : null}
        <Faults error={error} />
        {arrival ? <Arrived app={app} arrival={arrival} onLeave={onClose} /> : null}
      </div>
    </Modal>
  );
}

function Arrived({ app, arrival, onLeave }: { app: string; arrival: Arrival; onLeave: () => void }) {
  const { t } = useTranslation('design');
  const navigate = useNavigate();
  const hard = arrival.problems.filter((problem) => !problem.warning);
  return (
    <>
      {hard.length > 0 ? (
        <div role="alert" className={style.faults}>
          <p>{t('import.wrong', { count: hard.length })}</p>
          <ol>
            {hard.slice(0, 1000).map((problem, at) => {
              const { kind, key, at: pointer } = placeOf(problem.pointer);
              return (
                <li key={at}>
                  <button
                    type="button"
                    onClick={() => {
                      onLeave();
                      void navigate(designUrl(app, kind, key, pointer));
                    }}
                  >
                    {problem.message || problemText(problem)} <code>{problem.pointer}</code>
                  </button>
                </li>
              );
            })}
          </ol>
        </div>
      ) : null}
      <h3 className={style.sub}>{t('import.changes')}</h3>
      <Changes changes={arrival.changes} />
    </>
  );
}
