import { BarChartOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useSearchParams } from 'react-router';
import { arranged, splitViews, type ListView } from '../../model/list';
import { formsOf, grouped, type AppEntry, type MenuForm } from '../../model/session';
import { Mark } from '../../style/Mark';
import { columnsOf } from '../parts/columns';
import type { Screen } from '../screen';
import { useSession } from '../session';
import { iconOf } from '../parts/icons';
import { areas, listed, visible } from './menu';
import style from './SideMenu.module.css';
import { useCounts } from './useCounts';

/** SideMenu lists where a person can go: their own work, the forms of each app, and what they administer. */
export function SideMenu() {
  const { t } = useTranslation(['shell', ...areas]);
  const session = useSession();
  const counts = useCounts();
  const entries = visible(listed, session);
  const box = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // Whoever comes by an address sees where they are in a menu longer than the window.
  useEffect(() => void box.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' }), [pathname]);
  const groups = [...new Set(entries.map((screen) => screen.nav!.group).filter((group) => group !== undefined))];
  return (
    <div className={style.menu}>
      <Link to="/work" className={style.brand}>
        <Mark size={30} />
        <span>
          <b>{t('name')}</b>
          <small>{t('slogan')}</small>
        </span>
      </Link>
      <nav ref={box} aria-label={t('menu')}>
        <ul>
          {entries.filter((screen) => !screen.nav!.group).map((screen) => (
            <Entry key={screen.path} screen={screen} count={screen.nav!.count ? counts[screen.nav!.count] : 0} />
          ))}
        </ul>
        {session?.apps.map((app) => <AppMenu key={app.key} app={app} />)}
        {groups.map((group) => (
          <section key={group} aria-labelledby={`menu-${group}`}>
            <h2 id={`menu-${group}`}>{t(`group.${group}`)}</h2>
            <ul>
              {entries.filter((screen) => screen.nav!.group === group).map((screen) => (
                <Entry key={screen.path} screen={screen} />
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  );
}

function Entry({ screen, count = 0 }: { screen: Screen; count?: number }) {
  const { t } = useTranslation(screen.area);
  const Icon = screen.nav!.Icon;
  return (
    <li>
      <NavLink to={`/${screen.path}`} className={style.entry}>
        <Icon aria-hidden />
        <span>{t('nav', { ns: screen.area })}</span>
        {count > 0 ? <em>{count > 99 ? '99+' : count}</em> : null}
      </NavLink>
    </li>
  );
}

function AppMenu({ app }: { app: AppEntry }) {
  const forms = formsOf(app);
  const boards = app.boards ?? [];
  if (forms.length + boards.length === 0) return null;
  return (
    <section aria-labelledby={`menu-app-${app.key}`}>
      <h2 id={`menu-app-${app.key}`}>{app.title}</h2>
      {boards.length > 0 ? (
        <ul>
          {boards.map((board) => (
            <li key={board.key}>
              <NavLink to={`/b/${app.key}/${board.key}`} className={style.entry}>
                <BarChartOutlined aria-hidden />
                <span>{board.title}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      ) : null}
      {grouped(forms).map(([group, list]) => (
        <div key={group}>
          {group ? <h3 id={`menu-app-${app.key}-${group}`}>{group}</h3> : null}
          <ul aria-labelledby={group ? `menu-app-${app.key}-${group}` : undefined}>
            {list.map((form) => (
              <FormEntry key={form.form} app={app.key} form={form} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function FormEntry({ app, form }: { app: string; form: MenuForm }) {
  const to = `/a/${app}/${form.form}`;
  const Icon = iconOf(form.icon);
  const { pathname } = useLocation();
  const here = pathname === to;
  return (
    <li>
      <NavLink to={to} className={style.entry}>
        <Icon aria-hidden />
        <span>{form.title}</span>
      </NavLink>
      {here ? <Views app={app} form={form} to={to} /> : null}
    </li>
  );
}

/** Views leads to the views of the list one is looking at, those a person saved among them. */
function Views({ app, form, to }: { app: string; form: MenuForm; to: string }) {
  const [params] = useSearchParams();
  const { data } = useQuery(columnsOf(app, form.form));
  const usual: readonly ListView[] = form.views ?? [];
  const views = usual.length > 0 && data?.views ? arranged(data.views) : usual;
  if (views.length < 2) return null;
  const chosen = params.get('view') ?? views[0]?.key;
  return (
    <ul className={style.views}>
      {splitViews(views, chosen, 6).shown.map((view) => (
        <li key={view.key}>
          <Link to={`${to}?view=${view.key}`} aria-current={chosen === view.key ? 'page' : undefined}>
            {view.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
