import type { Translate } from '../../i18n/plain';
import type { Choice } from '../fields/field';
import style from './control.module.css';

interface PickedProps {
  choice: Choice;
  t: Translate;
  onRemove?: () => void;
}

/** Picked is one chosen thing with the button that takes it away. */
export function Picked({ choice, t, onRemove }: PickedProps) {
  return (
    <span className={style.picked} style={onRemove ? undefined : { paddingRight: 10 }}>
      <span className={style.value}>{choice.text}</span>
      {onRemove ? <Clear t={t} name={choice.text} onClear={onRemove} /> : null}
    </span>
  );
}

/** Clear is the small cross; mouse down keeps the focus where it is. */
export function Clear({ t, name, onClear }: { t: Translate; name: string; onClear: () => void }) {
  return (
    <button type="button" className={style.small} aria-label={t('form.remove', { name })} onMouseDown={(event) => event.preventDefault()} onClick={onClear}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
