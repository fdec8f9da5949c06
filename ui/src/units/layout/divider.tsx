import { defineLayout, type LayoutProps } from './layout';
import style from './layout.module.css';

function View({ item }: LayoutProps) {
  if (!item.title) return <hr className={style.line} />;
  return (
    <div className={style.titled}>
      <span>{item.title}</span>
    </div>
  );
}

export default defineLayout({ type: 'divider', View });
