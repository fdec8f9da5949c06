import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListView } from '../../../model/list';
import type { SavedContent } from '../../../model/savedview';
import { toggled } from '../../../model/token';
import { elsewhere, faultAt } from '../../parts/fault';
import { Faults } from '../../parts/Faults';
import { Line } from '../../parts/Line';
import form from '../../parts/form.module.css';
import style from './views.module.css';

interface ViewDialogProps {
  /** The view that is changed; undefined for a new one. */
  view?: ListView;
  content: SavedContent;
  roles: readonly { key: string; title: string }[];
  busy: boolean;
  /** Rejects with what the server refuses. */
  onSave: (content: SavedContent) => Promise<void>;
  onClose: () => void;
}

/** ViewDialog asks what a view is called and, of those who may, who else has it. */
export default function ViewDialog({ view, content, roles, busy, onSave, onClose }: ViewDialogProps) {
  const { t } = useTranslation(['list', 'common']);
  const [title, setTitle] = useState(content.title);
  const [shared, setShared] = useState(content.shared ?? false);
  const [chosen, setChosen] = useState<readonly string[]>(content.roles ?? []);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setError(undefined);
    try {
      await onSave({ ...content, title, shared, roles: shared ? chosen : [] });
      onClose();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <Modal open title={t(view ? (roles.length > 0 ? 'view.settingsTitle' : 'view.renameTitle') : 'view.newTitle')} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okText={t('view.ok')} cancelText={t('cancel', { ns: 'common' })} destroyOnHidden>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Faults problems={elsewhere(error, ['/title']) ?? []} />
        <Line label={t('view.name')} hint={view ? undefined : t('view.nameHint')} value={title} onChange={setTitle} problem={faultAt(error, '/title')} autoComplete="off" autoFocus />
        {roles.length > 0 ? (
          <fieldset className={style.who}>
            <legend>{t('view.who')}</legend>
            <label>
              <input type="radio" name="who" checked={!shared} onChange={() => setShared(false)} />
              {t('view.me')}
            </label>
            <label>
              <input type="radio" name="who" checked={shared} onChange={() => setShared(true)} />
              {t('view.others')}
            </label>
            {shared ? (
              <div className={style.roles} role="group" aria-label={t('view.roles')}>
                <p>{t('view.rolesHint')}</p>
                {roles.map((role) => (
                  <label key={role.key}>
                    <input type="checkbox" checked={chosen.includes(role.key)} onChange={(event) => setChosen(toggled(chosen, role.key, event.target.checked))} />
                    {role.title}
                  </label>
                ))}
              </div>
            ) : null}
          </fieldset>
        ) : null}
      </form>
    </Modal>
  );
}
