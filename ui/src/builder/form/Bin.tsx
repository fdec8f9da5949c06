import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { deletedOf, restore } from '../../model/formfield';
import { typeName, useDesk, useDraft } from './desk';
import style from './dialogs.module.css';

/** Bin lists the deleted fields. Their data is kept, and comes back with them. */
export function Bin() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { spec } = useDraft();
  const fields = deletedOf(spec);
  return (
    <Modal open title={t('bin.title')} footer={null} onCancel={() => desk.put({ asking: undefined })}>
      <p className={style.hint}>{fields.length > 0 ? t('bin.hint') : t('bin.none')}</p>
      <ul className={style.bin}>
        {fields.map((field) => (
          <li key={field.key}>
            <span>
              <b>{say(field.title, desk.language) || field.key}</b> <small>{typeName(desk, field.type)}</small>
            </span>
            <Button
              onClick={() => {
                if (fields.length === 1) desk.put({ asking: undefined });
                desk.perform(restore(desk.document(), desk.language, field.key), fields.length > 1);
              }}
              aria-label={t('bin.restoreOne', { title: say(field.title, desk.language) || field.key })}
            >
              {t('bin.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
