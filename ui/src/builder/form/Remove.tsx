import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, post } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { useClear } from '../../console/parts/useClear';
import { say } from '../../i18n/text';
import { elsewhere } from '../../model/formelsewhere';
import { living } from '../../model/formdesign';
import { remove } from '../../model/formfield';
import { usesOf } from '../../model/formrefer';
import { designUrl } from '../kinds';
import { pending } from '../pending';
import { renewDesigns } from '../session';
import { useSurroundings } from '../useDesign';
import { useDesk, useDraft } from './desk';
import style from './dialogs.module.css';

interface Mentioned {
  kind: string;
  key: string;
  title: string;
  pointer: string;
  words?: string;
}

/** useMentions is who else names a field. Should the server not know, the definitions at hand are looked through. */
function useMentions(field: string): Mentioned[] | undefined {
  const { place, bundle } = useSurroundings();
  const desk = useDesk();
  const answer = useQuery({
    queryKey: ['uses', place.app, place.key, field],
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      try {
        const found = await get<Mentioned[]>(`apps/${place.app}/uses`, { query: { kind: 'form', key: place.key, field } });
        return found.filter((one) => one.kind !== 'form' || one.key !== place.key);
      } catch {
        return elsewhere(bundle, place.key, field).map((one) => ({ ...one, title: say(one.title, desk.language) }));
      }
    },
  });
  return answer.data;
}

/** Places lists definitions that name the field, each with a way there. */
function Places({ list, onGo }: { list: readonly Mentioned[]; onGo: () => void }) {
  const { t } = useTranslation('design');
  const { place } = useSurroundings();
  return list.map((one) => (
    <li key={`${one.kind}/${one.key}${one.pointer}`}>
      <Link to={designUrl(place.app, one.kind, one.key, one.pointer)} onClick={onGo}>
        {t(`kind.${one.kind}`, { defaultValue: one.kind })} · {one.title}
      </Link>
      {one.words ? <small>{one.words}</small> : null}
    </li>
  ));
}

/** useElsewhere makes all other definitions use another field, as drafts. It answers with the places that only a person can change. */
function useElsewhere(field: string) {
  const { t } = useTranslation('designform');
  const { place } = useSurroundings();
  const say = useSay();
  return async (instead: string): Promise<readonly Mentioned[]> => {
    const { changes, left } = await post<{ changes: unknown[]; left: Mentioned[] }>(`apps/${place.app}/replace`, { kind: 'form', key: place.key, part: 'field', name: field, with: instead, elsewhere: true });
    renewDesigns(place.app);
    pending.told(place.app);
    if (left.length === 0) say.done(t('remove.replaced', { count: changes.length }));
    return left;
  };
}

/** Remove deletes a field. When something names it, it says what, and asks what becomes of that. */
export function Remove({ field: key }: { field: string }) {
  const clear = useClear();
  const { t } = useTranslation(['designform', 'design']);
  const desk = useDesk();
  const { spec } = useDraft();
  const others = useMentions(key);
  const swap = useElsewhere(key);
  const [instead, setInstead] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [left, setLeft] = useState<readonly Mentioned[]>();
  const field = desk.field(key);
  const own = usesOf(spec, key).filter(({ what }) => what !== 'public');
  const close = () => desk.put({ asking: undefined });
  const go = (how: { clean?: boolean; replace?: string }) => desk.perform(remove(desk.document(), desk.language, key, how));
  const free = others !== undefined && others.length === 0 && own.length === 0;
  useEffect(() => {
    if (!free || left) return;
    close();
    go({});
  }, [free, left]);
  const replace = async (other: string) => {
    setBusy(true);
    setError(undefined);
    try {
      const still = (others ?? []).length > 0 ? await swap(other) : [];
      if (still.length > 0) setLeft(still);
      else close();
      go({ replace: other });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  if (left) return <Left list={left} onClose={close} />;
  if (!field || !others || free) return null;
  const yes = () => {
    if (instead) return void replace(instead);
    close();
    go({ clean: true });
  };
  const title = say(field.title, desk.language);
  const options = living(spec).filter((one) => one.key !== key).map((one) => ({ value: one.key, label: say(one.title, desk.language) || one.key, same: one.type === field.type }));
  const named = (of?: string) => say(spec.fields.find((one) => one.key === of)?.title, desk.language);
  return (
    <Modal
      open
      title={t('remove.title', { title })}
      onCancel={close}
      footer={[
        <Button key="no" onClick={close}>
          {t('design:cancel')}
        </Button>,
        <Button key="yes" danger={!instead} type="primary" loading={busy} onClick={yes}>
          {instead ? t('remove.replace') : own.length > 0 ? t('remove.clean') : t('remove.anyway')}
        </Button>,
      ]}
    >
      <p>{t('remove.used', { count: own.length + others.length })}</p>
      <ul className={style.uses} tabIndex={0}>
        {own.map((use, at) => (
          <li key={at}>{t(`use.${use.what}`, { title: named(use.of) })}</li>
        ))}
        <Places list={others} onGo={close} />
      </ul>
      <label className={style.instead}>
        <span>{t('remove.instead')}</span>
        <Select allowClear={clear} showSearch={{ optionFilterProp: 'label' }} value={instead} onChange={setInstead} options={options.sort((a, b) => Number(b.same) - Number(a.same))} placeholder={t('remove.nothing')} />
      </label>
      {others.length > 0 ? <p className={style.hint}>{instead ? t('remove.everywhere') : t('remove.others')}</p> : null}
      <p className={style.hint}>{t('remove.kept')}</p>
      <Faults error={error} />
    </Modal>
  );
}

/** Left says what still names a field that is gone. */
function Left({ list, onClose }: { list: readonly Mentioned[]; onClose: () => void }) {
  const { t } = useTranslation(['designform', 'design']);
  return (
    <Modal open title={t('remove.leftTitle')} onCancel={onClose} footer={<Button onClick={onClose}>{t('design:move.close')}</Button>}>
      <p>{t('remove.left', { count: list.length })}</p>
      <ul className={style.uses} tabIndex={0}>
        <Places list={list} onGo={onClose} />
      </ul>
    </Modal>
  );
}
