import { Layout, Menu } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { Mark } from '../style/Mark';
import { AppearanceMenu } from './AppearanceMenu';
import { screens } from './screen';
import style from './Shell.module.css';

const listed = screens.filter((screen) => screen.nav).sort((a, b) => a.nav!.order - b.nav!.order);

function useMenu() {
  const { t, i18n } = useTranslation(['shell', ...new Set(listed.map((screen) => screen.area))]);
  return useMemo(
    () =>
      listed.map((screen) => {
        const Icon = screen.nav!.Icon;
        return { key: `/${screen.path}`, icon: <Icon />, label: t('nav', { ns: screen.area }) };
      }),
    // The translate function keeps its identity when the language changes.
    [t, i18n.language],
  );
}

/** Shell is the frame around every screen: the mark, the menu, the person's own settings. */
export function Shell() {
  const { t } = useTranslation('shell');
  const items = useMenu();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const chosen = items.map((item) => item.key).filter((key) => key === '/' ? pathname === '/' : pathname.startsWith(key));
  return (
    <Layout className={style.shell}>
      <a className={style.skip} href="#content">
        {t('skip')}
      </a>
      <Layout.Header className={style.header}>
        <Link to="/" className={style.brand}>
          <Mark />
          <span>{t('name')}</span>
        </Link>
        <span className={style.slogan}>{t('slogan')}</span>
        <AppearanceMenu />
      </Layout.Header>
      <Layout className={style.body}>
        {items.length > 0 && (
          <Layout.Sider width={208} breakpoint="lg" collapsedWidth={56} className={style.sider}>
            <nav aria-label={t('menu')}>
              <Menu mode="inline" items={items} selectedKeys={chosen} onClick={({ key }) => void navigate(key)} />
            </nav>
          </Layout.Sider>
        )}
        <main id="content" tabIndex={-1} className={style.content}>
          <Outlet />
        </main>
      </Layout>
    </Layout>
  );
}
