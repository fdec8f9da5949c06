import { TeamOutlined, UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ListView } from '../../../model/list';
import style from './views.module.css';

/** ViewTitle names a view, and marks those that people saved. */
export function ViewTitle({ view }: { view: ListView }) {
  const { t } = useTranslation('list');
  if (!view.saved) return <>{view.title}</>;
  const Mark = view.saved.shared ? TeamOutlined : UserOutlined;
  return (
    <span className={style.title} title={t(view.saved.shared ? 'view.sharedMark' : 'view.ownMark')}>
      <Mark aria-hidden />
      {view.title}
    </span>
  );
}
