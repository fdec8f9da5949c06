import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, DownOutlined, EyeOutlined, RedoOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { post } from '../../api/client';
import type { MessageEntry } from '../../model/record';
import { whyUnsent } from '../../model/unsent';
import { granted } from '../../model/session';
import { useSession, useZone } from '../session';
import { recordUrl } from './act';
import { Linked } from './Linked';
import style from './message.module.css';
import { useOnce } from './useOnce';
import { useSay } from './useSay';
import { When } from './When';

const looks = {
  queued: { tone: 'blue', Icon: ClockCircleOutlined },
  sent: { tone: 'green', Icon: CheckCircleOutlined },
  delivered: { tone: 'green', Icon: CheckCircleOutlined },
  read: { tone: 'green', Icon: EyeOutlined },
  failed: { tone: 'red', Icon: CloseCircleOutlined },
  held: { tone: 'amber', Icon: StopOutlined },
  not_configured: { tone: 'amber', Icon: StopOutlined },
  no_address: { tone: 'amber', Icon: StopOutlined },
} as const;

/** What the server answers when sending again led to nothing. */
const unsent = ['not_configured', 'failed', 'no_address', 'no_recipient'];

interface MessageItemProps {
  message: MessageEntry;
  /** What it promised to the customer, in words. */
  promise?: string;
  /** The app whose record the list is about; without it the record is named. */
  app?: string;
  onChanged: () => void;
}

/** MessageItem is one message: to whom, by which way, what became of it, and its words when opened. */
export function MessageItem({ message, promise, app, onChanged }: MessageItemProps) {
  const zone = useZone(app ?? message.record?.app);
  const { t } = useTranslation('messages');
  const session = useSession();
  const say = useSay();
  const { busy, run } = useOnce();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { tone, Icon } = looks[message.state as keyof typeof looks] ?? { tone: 'grey', Icon: ClockCircleOutlined };
  const again = granted(session, 'messages', app ?? message.record?.app) && message.state !== 'queued' && message.channel !== 'in_app';
  const resend = async () => {
    try {
      const now = await run((key) => post<MessageEntry>(`messages/${message.id}/resend`, {}, { idempotencyKey: key }));
      if (!now) return;
      if (unsent.includes(now.state)) say.warn(t(`notResent.${whyUnsent(now.state, message.channel, session?.user.admin)}`));
      else say.done(t(now.state === 'sent' || now.state === 'delivered' ? 'sentAgain' : 'resent'));
      onChanged();
    } catch (error) {
      say.failed(error);
    }
  };
  return (
    <li className={style.item}>
      <div className={style.line}>
        <span className="tone" data-tone={tone}>
          <Icon aria-hidden /> {message.stateTitle}
        </span>
        <button type="button" className={style.subject} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <span>{message.subject || t('noSubject')}</span>
          <DownOutlined aria-hidden rotate={open ? 180 : 0} />
        </button>
        {again ? (
          <Button size="small" icon={<RedoOutlined aria-hidden />} loading={busy} onClick={() => void resend()} aria-label={t('resendLabel', { subject: message.subject })}>
            {t('resend')}
          </Button>
        ) : null}
      </div>
      <p className={style.meta}>
        <span>{t([`channel.${message.channel}`, 'channel.other'], { channel: message.channelTitle ?? message.channel })}</span>
        {message.to ? <span>{message.to}</span> : null}
        <When at={message.at} zone={zone} />
        {promise ? <span className={style.promise}>{promise}</span> : null}
        {message.record && !app ? (
          <Link to={recordUrl(message.record)}>
            {message.record.no} {message.record.title}
          </Link>
        ) : null}
      </p>
      {message.error ? <p className={style.error}>{message.error}</p> : null}
      <div id={id} hidden={!open} className={style.body}>
        {message.body ? <Linked text={message.body} /> : t('noBody')}
      </div>
    </li>
  );
}
