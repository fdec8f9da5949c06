import { useEffect, useRef } from 'react';
import { checkText } from '../../model/checks';
import style from '../control/control.module.css';
import { asText, Least, Plain } from '../control/Line';
import { aria, defineField, limit, setting, type FieldInputProps, type FieldViewProps } from './field';

/** The box grows with what is written, so that nothing scrolls out of sight on a phone. */
function Input(props: FieldInputProps) {
  const { id, field, value, onChange, onBlur, readOnly, context } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const text = asText(value);
  useEffect(() => {
    const area = box.current!;
    area.style.height = 'auto';
    if (area.scrollHeight > area.clientHeight) area.style.height = `${area.scrollHeight + 2}px`;
  }, [text]);
  const max = limit(field, 'maxLength');
  const left = max === undefined ? 0 : max - [...text].length;
  return (
    <>
      <textarea
        id={id}
        ref={box}
        className={style.input}
        rows={limit(field, 'rows') ?? 4}
        placeholder={setting(field, 'placeholder', '') || undefined}
        {...aria(props)}
        readOnly={readOnly}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
      <Least props={props} />
      {max !== undefined && left < max / 5 ? <span className={style.count}>{context.t('form.left', { count: left })}</span> : null}
    </>
  );
}

function View({ value, context }: FieldViewProps) {
  return <Plain text={asText(value)} context={context} lines />;
}

export default defineField({ type: 'long_text', Input, View, check: checkText });
