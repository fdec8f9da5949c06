import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { put, request } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import { useSession } from '../../console/session';
import { toLanguage } from '../../i18n/text';
import { appOf, formsOf } from '../../model/session';
import type { Definition, Part } from '../../model/design';
import { addDefinition } from '../adding';
import { designUrl } from '../kinds';
import { pending } from '../pending';
import { renewDesigns } from '../session';
import { starts } from './begin';
import style from './home.module.css';

interface CreateProps {
  app: string;
  kind: string;
  parts: readonly Part[];
  onClose: () => void;
}

/** useMain is the form an app is about: the first of its menu whose records go through a process, else the first of it. */
function useMain(app: string): string | undefined {
  const entry = appOf(useSession(), app);
  const forms = entry ? formsOf(entry) : [];
  return (forms.find(({ process }) => process) ?? forms[0])?.form;
}

/** run makes a form go through a process, unless it goes through one already. */
async function run(app: string, form: string, process: string): Promise<void> {
  const { data, etag } = await request<Definition>('GET', `apps/${app}/definitions/form/${form}`);
  if (data.spec.process) return;
  const body = { ...data, spec: { ...data.spec, process } };
  await put(`apps/${app}/drafts`, body, { ifMatch: etag });
  pending.told(app);
  renewDesigns(app);
}

/** Create adds a definition to an app: a name, a form when it is about one, and the designer opens. */
export function Create({ app, kind, parts, onClose }: CreateProps) {
  const { t, i18n } = useTranslation('design');
  const navigate = useNavigate();
  const forms = parts.filter((part) => part.kind === 'form' && !part.deleted);
  const [title, setTitle] = useState('');
  const main = useMain(app);
  const [form, setForm] = useState(forms.find(({ key }) => key === main)?.key ?? forms[0]?.key ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const ready = title.trim() !== '' && (!starts[kind]?.form || form !== '');
  const send = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const key = await addDefinition(app, { kind, title: title.trim(), form }, toLanguage(i18n.language));
      if (kind === 'process') await run(app, form, key);
      void navigate(designUrl(app, kind, key));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Modal open onCancel={onClose} title={t('create.title', { kind: t(`kind.${kind}`) })} okText={t('create.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void send()}>
      <div className={style.found}>
        <label>
          {t('name')}
          <Input value={title} autoFocus maxLength={60} onChange={(event) => setTitle(event.target.value)} onPressEnter={() => void send()} />
        </label>
        {starts[kind]?.form ? (
          <label>
            {t('create.form')}
            <Select value={form || undefined} options={forms.map((one) => ({ value: one.key, label: one.title }))} onChange={setForm} />
          </label>
        ) : null}
        <Faults error={error} />
      </div>
    </Modal>
  );
}
