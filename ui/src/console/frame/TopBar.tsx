import { BellOutlined, CarryOutOutlined, MenuOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useMatch, useNavigate } from 'react-router';
import { appOf, formOf } from '../../model/session';
import { SearchButton } from '../search/SearchButton';
import { useSession } from '../session';
import { AppearanceMenu } from './AppearanceMenu';
import { LanguageSwitch } from './LanguageSwitch';
import style from './Shell.module.css';
import { useCounts } from './useCounts';
import { UserMenu } from './UserMenu';

/** TopBar says where one is, what waits, and who one is. */
export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { tasks, late, inbox } = useCounts();
  return (
    <header className={style.header}>
      <Button className={style.burger} type="text" icon={<MenuOutlined aria-hidden />} aria-label={t('openMenu')} onClick={onMenu} />
      <Place />
      <div className={style.tools}>
        <SearchButton />
        <Link to="/work" className={style.pill} data-late={late > 0 || undefined}>
          <CarryOutOutlined aria-hidden />
          <span className={style.wide} aria-hidden="true">
            {t('tasks')}
          </span>
          <b aria-hidden="true">{tasks}</b>
          {late > 0 ? (
            <span className={style.late} aria-hidden="true">
              {t('late', { count: late })}
            </span>
          ) : null}
          <span className="visually-hidden">{t('tasksLabel', { open: tasks, late })}</span>
        </Link>
        <Badge count={inbox} size="small" offset={[inbox > 9 ? -2 : -6, 6]} color="var(--accent)">
          <Button type="text" icon={<BellOutlined aria-hidden />} aria-label={t('inboxLabel', { count: inbox })} onClick={() => void navigate('/inbox')} />
        </Badge>
        <AppearanceMenu />
        <LanguageSwitch />
        <UserMenu />
      </div>
    </header>
  );
}

/** Place is the path of titles down to where one is, without what the page's own title says. */
function Place() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const match = useMatch('/a/:app/:form/*');
  const app = appOf(session, match?.params.app ?? '');
  const form = formOf(session, match?.params.app ?? '', match?.params.form ?? '');
  const deeper = Boolean(match?.params['*']);
  // What is said once more right below, or by the form of the same name, is not said here.
  const above = app && app.title !== form?.title ? app.title : '';
  if (!app || (!above && !(form && deeper))) return <span className={style.place} />;
  return (
    <nav className={style.place} aria-label={t('place')}>
      {above ? <span>{above}</span> : null}
      {above && form && deeper ? <i aria-hidden="true">/</i> : null}
      {form && deeper ? <Link to={`/a/${app.key}/${form.form}`}>{form.title}</Link> : null}
    </nav>
  );
}
