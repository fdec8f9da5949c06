import { CopyOutlined, DeleteOutlined, EllipsisOutlined, HolderOutlined, SwapOutlined } from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { act, actions, type Action } from './actions';
import { useDesk, type Desk } from './desk';
import style from './canvas.module.css';

interface ToolsProps {
  id: string;
  title: string;
  required: boolean;
}

/** Tools is the small bar at the corner of an item: the most used actions, and all of them behind the dots. */
export function Tools({ id, title, required }: ToolsProps) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const found = desk.found(id);
  if (!found) return null;
  const run = (action: string) => {
    desk.select(id);
    act(desk, action);
  };
  const can = (action: string) => actions.find((one) => one.id === action)!.can(desk, found);
  return (
    <div className={style.tools} role="toolbar" aria-label={t('toolsOf', { title })} onDoubleClick={(event) => event.stopPropagation()}>
      <span className={style.handle} title={t('drag')} aria-hidden>
        <HolderOutlined />
      </span>
      {can('require') ? (
        <button type="button" aria-pressed={required} aria-label={t('act.require')} title={`${t('act.require')} Ctrl+Enter`} onClick={() => run('require')}>
          <b aria-hidden>*</b>
        </button>
      ) : null}
      {can('retype') ? (
        <button type="button" aria-label={t('act.retype')} title={t('act.retype')} onClick={() => run('retype')}>
          <SwapOutlined aria-hidden />
        </button>
      ) : null}
      {can('duplicate') ? (
        <button type="button" aria-label={t('act.duplicate')} title={`${t('act.duplicate')} Ctrl+D`} onClick={() => run('duplicate')}>
          <CopyOutlined aria-hidden />
        </button>
      ) : null}
      {can('delete') ? (
        <button type="button" aria-label={t('act.delete')} title={`${t('act.delete')} Del`} onClick={(event) => event.detail < 2 && run('delete')}>
          <DeleteOutlined aria-hidden />
        </button>
      ) : null}
      <More desk={desk} id={id} />
    </div>
  );
}

function More({ desk, id }: { desk: Desk; id: string }) {
  const { t } = useTranslation('designform');
  const items = (): MenuProps['items'] => {
    const found = desk.found(id);
    const list = found ? actions.filter((action) => action.can(desk, found)) : [];
    return list.flatMap((action, at) => [...(at > 0 && list[at - 1]!.group !== action.group ? [{ type: 'divider' as const, key: `${action.id}-line` }] : []), { key: action.id, label: <Entry action={action} />, danger: action.id === 'delete' }]);
  };
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      destroyOnHidden
      autoFocus
      menu={{ items: items(), className: style.menu, onClick: ({ key, domEvent }) => (domEvent.stopPropagation(), desk.select(id), act(desk, key)) }}
    >
      <button type="button" data-more aria-label={t('more')} title={t('more')} aria-haspopup="menu">
        <EllipsisOutlined aria-hidden />
      </button>
    </Dropdown>
  );
}

function Entry({ action }: { action: Action }) {
  const { t } = useTranslation('designform');
  return (
    <span className={style.entry}>
      {t(`act.${action.id}`)}
      {action.keys ? <kbd>{shown(action.keys)}</kbd> : null}
    </span>
  );
}

const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del' };
const shown = (keys: string) => keys.split('+').map((key) => signs[key] ?? key).join('+');
