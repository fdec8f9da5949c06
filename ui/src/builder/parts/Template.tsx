import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { insert, type Variable } from '../../model/messagedesign';
import style from './template.module.css';

interface TemplateProps {
  id: string;
  value: string;
  variables: readonly Variable[];
  rows: number;
  onChange: (value: string) => void;
  lang: string;
  label: string;
}

/** Template edits words with places that are filled in from the record; a place is put in from a list of what there is. */
export function Template({ id, value, variables, rows, onChange, lang, label }: TemplateProps) {
  const { t } = useTranslation('designother');
  const box = useRef<TextAreaRef>(null);
  const put = (path: string) => {
    const area = box.current?.resizableTextArea?.textArea;
    const next = insert(value, area?.selectionStart ?? value.length, area?.selectionEnd ?? value.length, path);
    onChange(next.text);
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(next.at, next.at);
    });
  };
  const items = (['record', 'field', 'related'] as const).flatMap((from) => {
    const children = variables.filter((one) => one.from === from).map(({ path, label: words }) => ({ key: path, label: words }));
    return children.length > 0 ? [{ type: 'group' as const, key: `from:${from}`, label: t(`message.from.${from}`), children }] : [];
  });
  return (
    <div className={style.template}>
      <div className={style.head}>
        <label htmlFor={id}>{label}</label>
        <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => put(key), className: style.menu }}>
          <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} aria-label={`${t('message.insert')} ${label}`}>
            {t('message.insert')}
          </Button>
        </Dropdown>
      </div>
      <Input.TextArea id={id} ref={box} lang={lang} value={value} autoSize={{ minRows: rows, maxRows: 24 }} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
