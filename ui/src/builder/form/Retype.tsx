import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { changeType, losses } from '../../model/formfield';
import { typeName, useDesk } from './desk';
import style from './dialogs.module.css';

/** Retype makes a field another type and says beforehand what that loses. */
export function Retype({ field: key }: { field: string }) {
  const { t } = useTranslation(['designform', 'design']);
  const desk = useDesk();
  const field = desk.field(key);
  const [type, setType] = useState<string>();
  if (!field) return null;
  const from = desk.unit(field.type);
  const to = type ? desk.unit(type) : undefined;
  const lost = to ? losses(field, from, to) : [];
  const word = (name: string) => (name === 'default' ? t('default') : say(from?.settings.properties?.[name]?.['x-title'], desk.language) || name);
  const close = () => desk.put({ asking: undefined });
  const groups = [...new Set(desk.catalog.fields.map((unit) => unit.group))];
  return (
    <Modal
      open
      title={t('retype.title', { title: say(field.title, desk.language) })}
      okText={t('retype.ok')}
      cancelText={t('design:cancel')}
      okButtonProps={{ disabled: !to || to.id === field.type }}
      onCancel={close}
      onOk={() => {
        close();
        if (to) desk.perform(changeType(desk.document(), desk.language, key, from, to));
      }}
    >
      <p>{t('retype.now', { type: typeName(desk, field.type) })}</p>
      <label className={style.instead}>
        <span>{t('retype.to')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={type}
          onChange={setType}
          options={groups.map((group) => ({
            label: t(`group.${group}`, { defaultValue: group }),
            options: desk.catalog.fields.filter((unit) => unit.group === group && unit.id !== field.type).map((unit) => ({ value: unit.id, label: say(unit.label, desk.language) })),
          }))}
        />
      </label>
      {to ? (
        <div role="status">
          <p>{t('retype.keeps')}</p>
          {lost.length > 0 ? <p className={style.loses}>{t('retype.loses', { names: lost.map(word).join(t('retype.and')) })}</p> : null}
        </div>
      ) : null}
    </Modal>
  );
}
