import { Drawer } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { listen } from '../live';
import { Waiting } from '../Waiting';
import { Gate } from './Gate';
import { OfflineBar } from './OfflineBar';
import { Relogin } from './Relogin';
import { SideMenu } from './SideMenu';
import style from './Shell.module.css';
import { TopBar } from './TopBar';

/** Shell is the frame around every screen: the menu, the counters, the person's own settings. */
export function Shell() {
  return (
    <Gate>
      <Frame />
    </Gate>
  );
}

function Frame() {
  const { t } = useTranslation('shell');
  const [open, setOpen] = useState(false);
  const { pathname, search } = useLocation();
  useEffect(() => setOpen(false), [pathname, search]);
  useEffect(listen, []);
  return (
    <div className={style.shell}>
      <a className={style.skip} href="#content">
        {t('skip')}
      </a>
      <aside className={style.sider}>
        <SideMenu />
      </aside>
      <Drawer placement="left" open={open} onClose={() => setOpen(false)} size={280} closable={false} title={null} aria-label={t('menu')} styles={{ body: { padding: 0 } }}>
        <SideMenu />
      </Drawer>
      <div className={style.column}>
        <TopBar onMenu={() => setOpen(true)} />
        <OfflineBar />
        <main id="content" tabIndex={-1} className={style.content}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Relogin />
    </div>
  );
}
