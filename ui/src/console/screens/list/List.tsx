import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '../../../api/problem';
import { splitViews } from '../../../model/list';
import { formOf, may } from '../../../model/session';
import { Head } from '../../parts/Head';
import { recall, remember } from '../../parts/memory';
import { Rows } from '../../parts/Lines';
import { Failed } from '../../parts/State';
import { Tabs } from '../../parts/Tabs';
import { useNarrow } from '../../parts/useNarrow';
import { useSession } from '../../session';
import { Clear, Empty } from './Empty';
import { Export } from './Export';
import { FilterBar } from './FilterBar';
import { LookSwitch, type Look } from './LookSwitch';
import { MoreViews } from './MoreViews';
import { Order } from './Order';
import { Pager } from './Pager';
import { Share } from './Share';
import { Table } from './Table';
import { useList, type ListState } from './useList';
import { ViewFaults } from './ViewFaults';
import { ViewMenu } from './ViewMenu';
import { ViewTitle } from './ViewTitle';
import style from './list.module.css';

const Board = lazy(() => import('./board/Board'));

/** So many views stand as tabs. */
const room = 7;

/** The list of a form's records. */
export default function List() {
  const { app = '', form = '' } = useParams();
  // Another form is another list: nothing of the old one's page or filter may linger.
  return <FormList key={`${app}/${form}`} app={app} form={form} />;
}

function FormList({ app, form }: { app: string; form: string }) {
  const { t } = useTranslation('list');
  const session = useSession();
  const list = useList(app, form);
  const entry = formOf(session, app, form);
  const { columnsQuery, views, view } = list;
  if (columnsQuery.isError) return <Failed error={columnsQuery.error} onRetry={() => void columnsQuery.refetch()} />;
  const { shown, more } = splitViews(views, view?.key, room);
  const { look, choose: turn, statuses } = useLook(list, app, form);
  const create = may(entry, 'create') ? <NewButton app={app} form={form} title={entry!.title} /> : null;
  const body = (
    <>
      <FilterBar list={list} app={app} form={form}>
        <ViewMenu list={list} look={look} onLook={turn} app={app} form={form} />
      </FilterBar>
      <ViewFaults list={list} app={app} form={form} />
      {look === 'board' ? (
        <Suspense fallback={<Rows count={8} />}>
          <Board list={list} app={app} form={form} statuses={statuses} />
        </Suspense>
      ) : (
        <Body list={list} app={app} form={form} create={create} />
      )}
    </>
  );
  return (
    <>
      <Head title={entry?.title ?? t('title')}>
        {statuses.length > 0 ? <LookSwitch value={look} onChange={turn} /> : null}
        {may(entry, 'export') ? <Export list={list} app={app} form={form} /> : null}
        <Share app={app} form={form} title={entry?.title ?? t('title')} />
        {may(entry, 'delete') ? <BinLink app={app} form={form} /> : null}
        {create}
      </Head>
      {views.length > 1 ? (
        <Tabs label={t('views')} tabs={shown.map((one) => ({ key: one.key, title: <ViewTitle view={one} /> }))} value={view?.key ?? ''} onChange={list.open} extra={<MoreViews views={more} onChoose={list.open} />}>
          {body}
        </Tabs>
      ) : (
        body
      )}
    </>
  );
}

/**
 * useLook is how the list is looked at: as a saved view says until the person turns it, else as this device remembers;
 * only what has statuses can be a board.
 */
function useLook(list: ListState, app: string, form: string) {
  const memory = `look.${app}.${form}`;
  const [chosen, setChosen] = useState(() => recall<Look>(memory, 'table'));
  const statuses = list.columns.find((column) => column.field === 'record.status')?.filter?.options ?? [];
  const [turned, setTurned] = useState<{ view: string; look: Look }>();
  const { view } = list;
  const own = view?.saved?.look as Look | '' | undefined;
  const choose = (look: Look) => {
    if (own) return setTurned({ view: view!.key, look });
    setChosen(look);
    remember(memory, look);
  };
  const look: Look = own ? (turned?.view === view!.key ? turned.look : own) : chosen;
  return { look: statuses.length > 0 ? look : 'table', choose, statuses };
}

/** BinLink is a link that looks and is as high as the buttons beside it. */
function BinLink({ app, form }: { app: string; form: string }) {
  const { t } = useTranslation('list');
  const navigate = useNavigate();
  const place = `/a/${app}/${form}/bin`;
  return (
    <Button
      icon={<DeleteOutlined aria-hidden />}
      href={place}
      title={t('bin.hint')}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(place);
      }}
    >
      {t('bin.title')}
    </Button>
  );
}

function NewButton({ app, form, title }: { app: string; form: string; title: string }) {
  const { t } = useTranslation('list');
  const navigate = useNavigate();
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate(`/a/${app}/${form}/new`)}>
      {t('new', { form: title })}
    </Button>
  );
}

function Body({ list, app, form, create }: { list: ListState; app: string; form: string; create: React.ReactNode }) {
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const { rows } = list;
  if (rows.isError) {
    const refused = rows.error instanceof ApiError && rows.error.status === 422;
    return (
      <>
        <Failed error={rows.error} onRetry={() => void rows.refetch()} />
        {refused ? <Clear list={list} /> : null}
      </>
    );
  }
  if (!rows.data) {
    return (
      <div role="status" aria-label={t('loading')} className={style.frame}>
        <Rows count={8} />
      </div>
    );
  }
  if (rows.data.items.length === 0 && list.page === 0) {
    return <Empty list={list} app={app} form={form} create={create} />;
  }
  return (
    <>
      {narrow ? <Order list={list} /> : null}
      <Table list={list} app={app} form={form} />
      <Pager list={list} />
    </>
  );
}
