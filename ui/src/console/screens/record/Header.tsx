import { CopyOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { StatusChip } from '../../parts/Chip';
import { Person } from '../../parts/Person';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { useDesk } from './desk';
import { DuePopover } from './DuePopover';
import { MoreMenu } from './MoreMenu';
import { StepBar } from './StepBar';
import { useCopy } from '../../parts/useCopy';
import style from './record.module.css';

/** Header says what the record is, where it stands, and who is responsible for it right now. */
export function Header({ headingRef }: { headingRef: Ref<HTMLHeadingElement> }) {
  const { t } = useTranslation('record');
  const { record, zone } = useDesk();
  const { process } = record;
  const running = process?.state === 'running';
  return (
    <header className={style.header}>
      <div className={style.top}>
        <div className={style.name}>
          <p className={style.no}>
            <Copy text={record.no} />
            <span>{record.formTitle}</span>
            {record.sample ? <em>{t('sample')}</em> : null}
          </p>
          <h1 ref={headingRef} tabIndex={-1}>
            {record.title || record.no}
          </h1>
        </div>
        <div className={style.tools}>
          <Follow />
          <MoreMenu />
        </div>
      </div>
      <dl className={style.facts}>
        {process ? (
          <>
            <div>
              <dt>{t('facts.status')}</dt>
              <dd>
                <StatusChip status={process.status} />
              </dd>
            </div>
            <div className={style.owner}>
              <dt>{t(running ? 'facts.owner' : 'facts.lastOwner')}</dt>
              <dd>
                <Person person={process.owner} none={t('facts.noOwner')} />
              </dd>
            </div>
            {process.statusSince ? (
              <div>
                <dt>{t('facts.since')}</dt>
                <dd>
                  <When at={process.statusSince} zone={zone} />
                </dd>
              </div>
            ) : null}
            <DuePopover />
          </>
        ) : null}
        <div>
          <dt>{t('facts.created')}</dt>
          <dd>
            <When at={record.createdAt} zone={zone} />
            {record.createdBy ? `\u00a0· ${record.createdBy.name}` : ''}
          </dd>
        </div>
      </dl>
      {process?.statuses?.length ? <StepBar statuses={process.statuses} /> : null}
    </header>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useTranslation('record');
  const copy = useCopy();
  return (
    <button type="button" className={style.copy} onClick={() => copy(text)} aria-label={t('copy', { text })}>
      {text}
      <CopyOutlined aria-hidden />
    </button>
  );
}

function Follow() {
  const { t } = useTranslation('record');
  const { record, path, reload } = useDesk();
  const say = useSay();
  const { following = false, count = 0 } = record.followers ?? {};
  const toggle = () => post(`${path}/follow`, { following: !following }).then(reload, say.failed);
  return (
    <Button icon={<EyeOutlined aria-hidden />} aria-pressed={following} onClick={() => void toggle()} className={following ? style.following : undefined}>
      {t(following ? 'following' : 'follow')}
      {count > 0 ? ` ${count}` : ''}
    </Button>
  );
}
