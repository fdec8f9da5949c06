import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { iconOf, icons } from '../../../console/parts/icons';
import { useClear } from '../../../console/parts/useClear';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** One of the small pictures of the menu. */
function Edit({ id, label, value, onChange }: EditorProps) {
  const clear = useClear();
  const { t } = useTranslation('designparts');
  const draw = (name: string) => {
    const Icon = iconOf(name);
    return (
      <span className={style.icon}>
        <Icon aria-hidden /> {t(`icon.${name}`, { defaultValue: name })}
      </span>
    );
  };
  const known = Object.keys(icons);
  const options = (value && !known.includes(String(value)) ? [...known, String(value)] : known).map((name) => ({ value: name, label: draw(name) }));
  return <Select id={id} aria-label={label} allowClear={clear} value={(value as string) || undefined} placeholder={t('icon.none')} options={options} onChange={onChange} />;
}

export default defineEditor({ Edit });
