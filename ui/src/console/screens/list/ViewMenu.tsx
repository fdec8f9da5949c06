import { DeleteOutlined, EditOutlined, EllipsisOutlined, HomeOutlined, SaveOutlined, UndoOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changed, changesOf, contentOf, storedOf } from '../../../model/savedview';
import type { Look } from './LookSwitch';
import type { ListState } from './useList';
import { useViews } from './useViews';

const ViewDialog = lazy(() => import('./ViewDialog'));

interface ViewMenuProps {
  list: ListState;
  look: Look;
  onLook: (look: Look) => void;
  app: string;
  form: string;
}

/** ViewMenu saves what a person sees as a view of their own, and looks after those there are. */
export function ViewMenu({ list, look, onLook, app, form }: ViewMenuProps) {
  const { t } = useTranslation(['list', 'common']);
  const { modal } = App.useApp();
  const views = useViews(list, app, form);
  const [dialog, setDialog] = useState<'new' | 'settings'>();
  const { view } = list;
  const fields = (columns: ListState['shown']) => columns.map((column) => column.field);
  const seen = { view, filter: list.narrowed, sort: list.resorted, columns: fields(list.shown), look };
  const differs = changed(changesOf({ ...seen, usual: fields(list.usual) }));
  const own = view?.saved?.change ? view : undefined;
  const undo = () => {
    list.choose(undefined);
    if (view?.saved?.look) onLook(view.saved.look as Look);
    list.open(view?.key);
  };
  const askDrop = () =>
    modal.confirm({
      title: t('view.dropTitle', { view: view!.title }),
      content: t(view!.saved!.shared ? 'view.dropShared' : 'view.dropText'),
      okText: t('view.drop'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => views.drop(t('view.dropped', { view: view!.title })),
    });
  const items: MenuProps['items'] = [
    { key: 'new', icon: <SaveOutlined aria-hidden />, label: t('view.saveAs'), onClick: () => setDialog('new') },
    own && { key: 'settings', icon: <EditOutlined aria-hidden />, label: t(list.roles.length > 0 ? 'view.settings' : 'view.rename'), onClick: () => setDialog('settings') },
    differs ? { key: 'undo', icon: <UndoOutlined aria-hidden />, label: t('view.undo'), onClick: undo } : null,
    view && !view.start ? { key: 'start', icon: <HomeOutlined aria-hidden />, label: t('view.begin'), onClick: () => void views.begin(view.key, t('view.begun', { view: view.title })) } : null,
    own && { key: 'drop', icon: <DeleteOutlined aria-hidden />, danger: true, label: t('view.dropMenu'), onClick: askDrop },
  ].filter((item) => item !== null && item !== undefined);
  return (
    <>
      {differs && own ? (
        <Button icon={<SaveOutlined aria-hidden />} loading={views.busy} onClick={() => void views.change(contentOf(seen, own.title), t('view.saved', { view: own.title }))}>
          {t('view.save')}
        </Button>
      ) : null}
      {differs && !own ? (
        <Button icon={<SaveOutlined aria-hidden />} onClick={() => setDialog('new')} aria-haspopup="dialog">
          {t('view.saveAs')}
        </Button>
      ) : null}
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button icon={<EllipsisOutlined aria-hidden />} aria-label={t('view.menu')} title={t('view.menu')} aria-haspopup="menu" />
      </Dropdown>
      <Suspense>
        {dialog ? (
          <ViewDialog
            roles={list.roles}
            view={dialog === 'settings' ? view : undefined}
            content={dialog === 'settings' ? storedOf(view!) : { ...contentOf(seen, ''), shared: false, roles: [] }}
            onSave={dialog === 'settings' ? (content) => views.settle(content, t('view.saved', { view: content.title })) : (content) => views.save(content, t('view.saved', { view: content.title }))}
            busy={views.busy}
            onClose={() => setDialog(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
