import { AimOutlined, CopyOutlined, DeleteOutlined, EllipsisOutlined, MinusOutlined, NodeIndexOutlined, PartitionOutlined, PlusOutlined } from '@ant-design/icons';
import { Panel, useReactFlow } from '@xyflow/react';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayInsert, stepsOf } from '../../model/flow';
import { putInStatus } from '../../model/flowedit';
import { say } from '../../i18n/text';
import { putStep } from './pieces';
import { commands, type CanvasTools } from './registry';
import { useFlow, type FlowDesk } from './useFlow';
import style from './canvas.module.css';

const icons = { connect: NodeIndexOutlined, duplicate: CopyOutlined, remove: DeleteOutlined } as const;
const buttons = ['connect', 'duplicate', 'remove'] as const;

/** Tools are the buttons on the canvas: what can be done with what is selected, and the view. */
export function Tools({ tools }: { tools: CanvasTools }) {
  const { t } = useTranslation('designprocess');
  const desk = useFlow();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <>
      <Panel position="top-right" className={style.tools} role="toolbar" aria-label={t('tools')}>
        {buttons.map((id) => {
          const command = commands.find((one) => one.id === id)!;
          const Icon = icons[id];
          const words = t(`command.${id}`);
          return <Button key={id} type="text" icon={<Icon aria-hidden />} aria-label={words} title={command.keys ? `${words} ${command.keys}` : words} disabled={!command.enabled(desk)} onClick={() => command.run(desk, tools)} />;
        })}
        <Dropdown menu={useMenu(desk, tools)} trigger={['click']}>
          <Button type="text" icon={<EllipsisOutlined aria-hidden />} aria-label={t('more')} title={t('more')} />
        </Dropdown>
      </Panel>
      <Panel position="bottom-left" className={style.tools} role="toolbar" aria-label={t('view')}>
        <Button type="text" icon={<PlusOutlined aria-hidden />} aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => void zoomIn({ duration: 120 })} />
        <Button type="text" icon={<MinusOutlined aria-hidden />} aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => void zoomOut({ duration: 120 })} />
        <Button type="text" icon={<AimOutlined aria-hidden />} aria-label={t('fit')} title={t('fit')} onClick={() => void fitView({ padding: 0.06, duration: 160 })} />
        <Button type="text" icon={<PartitionOutlined aria-hidden />} aria-label={t('command.arrange')} title={t('command.arrange')} disabled={!commands.find(({ id }) => id === 'arrange')!.enabled(desk)} onClick={() => commands.find(({ id }) => id === 'arrange')!.run(desk, tools)} />
      </Panel>
    </>
  );
}

/** useMenu is the menu of everything that can be done: the same commands as the keys, and what has none. */
function useMenu(desk: FlowDesk, tools: CanvasTools): MenuProps {
  const { t } = useTranslation('designprocess');
  const item = ({ id, keys, enabled }: (typeof commands)[number]) => ({ key: id, label: t(`command.${id}`), extra: keys, danger: id === 'remove', disabled: !enabled(desk) });
  const group = (name: string) => commands.filter(({ id }) => id.startsWith(`${name}.`)).map(item);
  const { flow, names, selection } = desk;
  const insertable = flow.nodes.length > 0 && (selection?.part === 'transitions' || stepsOf(selection).length === 1);
  const types = [...new Set(flow.nodes.map(({ type }) => type).concat('human'))].filter((type) => names.info(type));
  const steps = stepsOf(selection);
  const items: MenuProps['items'] = [
    ...commands.filter(({ id }) => id === 'edit' || id === 'connect').map(item),
    { key: 'insert', label: t('insert'), disabled: !insertable, children: types.filter((type) => mayInsert(names.unit(type))).map((type) => ({ key: `insert:${type}`, label: say(names.info(type)!.label, names.language) })) },
    { key: 'status', label: t('stand'), disabled: steps.length === 0, children: flow.statuses.map(({ key }) => ({ key: `status:${key}`, label: names.status(key) })) },
    { type: 'divider' },
    ...commands.filter(({ id }) => id === 'duplicate' || id === 'copy' || id === 'paste').map(item),
    { key: 'shift', label: t('shift'), disabled: steps.length === 0, children: group('shift') },
    { key: 'align', label: t('align'), disabled: steps.length < 2, children: group('align') },
    ...commands.filter(({ id }) => id === 'arrange').map(item),
    { type: 'divider' },
    ...commands.filter(({ id }) => id === 'remove').map(item),
  ];
  const onClick: MenuProps['onClick'] = ({ key }) => {
    const [what, rest = ''] = key.split(':');
    if (what === 'status') return desk.do(putInStatus(steps, rest, names.status(rest)));
    if (what === 'insert') {
      const [command, made] = putStep(desk, names.info(rest)!, selection);
      desk.do(command);
      desk.setFresh(made);
      return tools.go(made);
    }
    return commands.find(({ id }) => id === key)?.run(desk, tools);
  };
  return { items, onClick };
}
