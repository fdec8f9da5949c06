import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client';
import { ApiError } from '../../api/problem';
import { Answer } from '../../console/parts/Answer';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { reread, useSession } from '../../console/session';
import { moves, settled, sum, type Order } from '../../model/migration';
import { appOf, granted } from '../../model/session';
import { renewDesigns, unsaved } from '../session';
import { useCheck, useParts } from '../useDesign';
import { Blocked } from './Blocked';
import { Changes, type Compared } from './Changes';
import { Moving } from './Moving';
import { Underway, useForesight } from './Underway';
import style from './frame.module.css';

/** Publish shows how an app stands (draft, published, changed), and publishes what was changed after saying what that is. */
export function Publish({ app }: { app: string }) {
  const { t } = useTranslation('design');
  const session = useSession();
  const parts = useParts(app);
  const [open, setOpen] = useState(false);
  const changed = (parts.data ?? []).some((part) => part.draft > 0);
  const state = appOf(session, app)?.draft ? 'draft' : changed ? 'changed' : 'published';
  const show = async () => {
    await Promise.all(unsaved(app).map((design) => design.flush()));
    setOpen(true);
  };
  return (
    <>
      <span className={style.stage} data-stage={state}>
        {t(`stage.${state}`)}
      </span>
      {granted(session, 'publish', app) ? (
        <Button type="primary" disabled={!changed} onClick={() => void show()}>
          {t('publish.button')}
        </Button>
      ) : null}
      {open ? <Dialog app={app} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Sent {
  app: string;
  /** What the publisher has read: nothing else goes out. */
  read?: Compared;
  note: string;
  order: Order;
  onDone: () => void;
}

/** overtaken tells whether a publish was refused because others published, saved or dropped something meanwhile. */
const overtaken = (error: unknown): boolean => error instanceof ApiError && error.problems.some(({ code }) => code === 'release.newer_exists' || code.endsWith('_since'));

/** usePublish sends the drafts out, and reads again what depends on the release. */
function usePublish({ app, read, note, order, onDone }: Sent) {
  const { t } = useTranslation('design');
  const queries = useQueryClient();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const late = overtaken(error);
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { release } = await post<{ release: { number: number } }>(`apps/${app}/publish`, { note, expect: read?.since ?? 0, seen: read?.drafts ?? {}, migration: order }, { timeout: 120_000 });
      renewDesigns(app);
      await Promise.all([reread(), ...['parts', 'bundle', 'changes', 'check', 'releases', 'moving', 'apps'].map((name) => queries.invalidateQueries({ queryKey: name === 'apps' ? [name] : [name, app] }))]);
      say.done(t('publish.done', { number: release.number }));
      onDone();
    } catch (failure) {
      setError(failure);
      if (overtaken(failure)) await Promise.all([reread(), ...['changes', 'foresight', 'check', 'parts'].map((name) => queries.invalidateQueries({ queryKey: [name, app] }))]);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, error, late };
}

function Dialog({ app, onClose }: { app: string; onClose: () => void }) {
  const { t } = useTranslation('design');
  const check = useCheck(app);
  const changes = useQuery({ queryKey: ['changes', app], queryFn: () => get<Compared>(`apps/${app}/changes`) });
  const [note, setNote] = useState('');
  const [order, setOrder] = useState<Order>({});
  const [moving, setMoving] = useState(false);
  const seen = useForesight(app, order);
  const running = sum(seen.data?.processes ?? [], 'running') > 0 || moves(order) || (changes.data?.affected ?? []).some(({ seal }) => seal);
  const { send, busy, error, late } = usePublish({ app, read: changes.data, note, order, onDone: () => (running ? setMoving(true) : onClose()) });
  const blocked = (check.data?.problems ?? []).filter((problem) => !problem.warning);
  if (moving) {
    return (
      <Modal open onCancel={onClose} title={t('move.title')} footer={<Button onClick={onClose}>{t('move.close')}</Button>} width={680}>
        <Moving app={app} />
      </Modal>
    );
  }
  // What was read when the dialog stood open before is not what goes out now.
  const ready = changes.isSuccess && changes.isFetchedAfterMount && blocked.length === 0 && (!seen.data || settled(seen.data, order));
  return (
    <Modal open onCancel={onClose} title={t('publish.title')} okText={late ? t('publish.again') : t('publish.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !ready, loading: busy }} onOk={() => void send()} width={680}>
      {blocked.length > 0 ? <Blocked app={app} problems={blocked} onClose={onClose} /> : null}
      <h3 className={style.small}>{t('publish.what')}</h3>
      <Answer query={changes} small>
        {(compared) => <Changes {...compared} />}
      </Answer>
      <Underway seen={seen} order={order} onOrder={setOrder} />
      <label className={style.note}>
        {t('publish.note')}
        <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('publish.noteHint')} />
      </label>
      {late ? <p>{t('publish.late')}</p> : null}
      <Faults error={error} />
    </Modal>
  );
}
