import { CopyOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../../parts/useCopy';
import style from './reach.module.css';

interface QuoteProps {
  title: string;
  text: string;
  /** It is to be passed on, such as in a chat. */
  copyable?: boolean;
}

/** Quote is what somebody said or is to say: words to read, not a field to fill in. */
export function Quote({ title, text, copyable }: QuoteProps) {
  const { t } = useTranslation('record');
  const copy = useCopy();
  return (
    <figure className={style.script}>
      <figcaption>
        {title}
        {copyable ? (
          <button type="button" onClick={() => copy(text, title)} aria-label={t('adHoc.copy', { title })} title={t('adHoc.copy', { title })}>
            <CopyOutlined aria-hidden />
          </button>
        ) : null}
      </figcaption>
      <blockquote>{text}</blockquote>
    </figure>
  );
}
