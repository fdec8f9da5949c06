import { ExportOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { pieces } from '../../model/link';
import style from './parts.module.css';

/** Linked is a text in which addresses are links that say what they are for; those of this console stay in it. */
export function Linked({ text }: { text: string }) {
  const { t } = useTranslation('common');
  return pieces(text, location.origin).map((piece, at) => {
    if (!piece.href) return piece.text;
    const words = (
      <>
        {t('openLink')} <ExportOutlined aria-hidden />
      </>
    );
    return piece.inside ? (
      <Link key={at} className={style.inText} to={piece.href} title={piece.text}>
        {words}
      </Link>
    ) : (
      <a key={at} className={style.inText} href={piece.href} title={piece.text} target="_blank" rel="noreferrer">
        {words}
      </a>
    );
  });
}
