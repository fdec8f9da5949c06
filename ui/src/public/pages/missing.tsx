import { Mark } from '../../style/Mark';
import type { PageProps } from '../page';
import style from './missing.module.css';

/** The page behind a link that is mistyped, expired or withdrawn. It says the same for all three, on purpose. */
export default function Missing({ t }: PageProps) {
  return (
    <main className={style.page}>
      <Mark size={56} />
      <h1>{t('public.notFound.title')}</h1>
      <p>{t('public.notFound.hint')}</p>
    </main>
  );
}
