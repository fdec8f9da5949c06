import { DeleteOutlined, DownOutlined, MergeCellsOutlined, NotificationOutlined, RollbackOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { remove } from '../../../api/client';
import { ApiError } from '../../../api/problem';
import { stoppedByUntold, unkept } from '../../../model/ledger';
import { type Move } from '../../../model/record';
import { useSay } from '../../parts/useSay';
import { queries } from '../../query';
import { useDesk } from './desk';
import { MergeDialog } from './MergeDialog';
import { MoveDialog, StoppedDialog } from './MoveDialog';
import { WithdrawDialog } from './WithdrawDialog';

/** useDelete asks and deletes; nothing else on the page can be pressed by mistake instead. */
function useDelete() {
  const { t } = useTranslation(['record', 'common']);
  const { modal } = App.useApp();
  const { app, form, record, path, reload } = useDesk();
  const navigate = useNavigate();
  const say = useSay();
  const untold = unkept(record.loop);
  return () =>
    modal.confirm({
      title: t('remove.title', { no: record.no }),
      content: untold > 0 ? t('remove.untold', { count: untold, text: t('remove.text') }) : t('remove.text'),
      okText: t('delete', { ns: 'common' }),
      cancelText: t('cancel', { ns: 'common' }),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove(path, { ifMatch: `"${record.rev}"` });
          for (const name of ['records', 'tasks', 'mine']) void queries.invalidateQueries({ queryKey: [name] });
          say.done(t('remove.done', { no: record.no }));
          await navigate(`/a/${app}/${form}`);
        } catch (error) {
          say.failed(error);
          if (error instanceof ApiError && error.status === 409) reload();
        }
      },
    });
}

/** MoreMenu is everything that can be done to the record outside of a task. */
export function MoreMenu() {
  const { t } = useTranslation('record');
  const { record, press, busy } = useDesk();
  const [move, setMove] = useState<Move>();
  const [withdrawing, setWithdrawing] = useState(false);
  const [merging, setMerging] = useState(false);
  const askDelete = useDelete();
  const { process, can } = record;
  const moves = process?.moves ?? [];
  const items: NonNullable<MenuProps['items']> = [
    ...moves.map((one) => ({
      key: `move.${one.key}`,
      label: one.disabled ? t('moveStopped', { title: one.title, reason: one.disabled }) : one.title,
      danger: one.danger,
      // Who has to be told first can be gone to from here.
      disabled: Boolean(one.disabled) && !stoppedByUntold(one.disabledBy),
      onClick: () => setMove(one),
    })),
    process?.merge?.can ? { key: 'merge', icon: <MergeCellsOutlined aria-hidden />, label: t('merge.button'), onClick: () => setMerging(true) } : null,
    process?.canUrge ? { key: 'urge', icon: <NotificationOutlined aria-hidden />, label: t('urge'), onClick: () => void press({ kind: 'urge' }, t('urge')) } : null,
    process?.canWithdraw ? { key: 'withdraw', icon: <RollbackOutlined aria-hidden />, label: t('withdraw.button'), onClick: () => setWithdrawing(true) } : null,
    can?.delete ? { key: 'delete', icon: <DeleteOutlined aria-hidden />, label: t('remove.button'), danger: true, onClick: askDelete } : null,
  ].filter((item) => item !== null);
  if (items.length === 0) return null;
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button aria-haspopup="menu" loading={busy}>
          {t('moreActions')} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {move?.disabled ? <StoppedDialog move={move} onClose={() => setMove(undefined)} /> : move ? <MoveDialog move={move} onClose={() => setMove(undefined)} /> : null}
      {merging ? <MergeDialog onClose={() => setMerging(false)} /> : null}
      {withdrawing ? <WithdrawDialog onClose={() => setWithdrawing(false)} /> : null}
    </>
  );
}
