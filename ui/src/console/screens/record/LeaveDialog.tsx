import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Blocker } from 'react-router';

interface LeaveDialogProps {
  blocker: Blocker;
  title: string;
  text: string;
  /** Words of the button that leaves and keeps what was entered; without it there is none. */
  keep?: string;
  /** Words of the button that leaves and loses it. */
  drop: string;
  onDrop?: () => void;
}

/** LeaveDialog asks before something entered would be lost. */
export function LeaveDialog({ blocker, title, text, keep, drop, onDrop }: LeaveDialogProps) {
  const { t } = useTranslation('record');
  const stay = () => blocker.reset?.();
  const leave = () => blocker.proceed?.();
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={title}
      onCancel={stay}
      footer={[
        <Button
          key="drop"
          danger
          onClick={() => {
            onDrop?.();
            leave();
          }}
        >
          {drop}
        </Button>,
        keep ? (
          <Button key="keep" onClick={leave}>
            {keep}
          </Button>
        ) : null,
        <Button key="stay" type="primary" onClick={stay}>
          {t('leave.stay')}
        </Button>,
      ]}
    >
      {text}
    </Modal>
  );
}
