import { CopyOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { hrefOf } from '../../../model/contact';
import type { ContactLine } from '../../../model/record';
import { useCopy } from '../../parts/useCopy';
import style from './reach.module.css';

/** Reach lists the ways to the customer: to call, to write to, to copy. */
export function Reach({ lines }: { lines: readonly ContactLine[] }) {
  const { t } = useTranslation('record');
  const copy = useCopy();
  return (
    <dl className={style.reach} aria-label={t('adHoc.contact')}>
      {lines.map(({ title, text }) => (
        <div key={title + text}>
          <dt>{title}</dt>
          <dd>
            <Way text={text} />
            {text.includes('*') ? null : (
              <button type="button" onClick={() => copy(text)} aria-label={t('adHoc.copy', { title })}>
                <CopyOutlined aria-hidden />
              </button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Way({ text }: { text: string }) {
  const href = hrefOf(text);
  if (!href) return <span>{text}</span>;
  return (
    <a href={href}>
      {href.startsWith('tel:') ? <PhoneOutlined aria-hidden /> : <MailOutlined aria-hidden />} {text}
    </a>
  );
}
