import { useTranslation } from 'react-i18next';
import { tones } from '../tones';
import { defineEditor, type EditorProps } from '../editor';
import style from '../inspector.module.css';

/** One of the colours that statuses and options can have. */
function Edit({ id, value, onChange }: EditorProps) {
  const { t } = useTranslation('designprocess');
  return (
    <div className={style.tones} id={id}>
      {tones.map((tone) => (
        <label key={tone} data-tone={tone} title={t(`tone.${tone}`)}>
          <input type="radio" name={id} checked={(value || 'grey') === tone} aria-label={t(`tone.${tone}`)} onChange={() => onChange(tone)} />
        </label>
      ))}
    </div>
  );
}

export default defineEditor({ Edit, grouped: true });
