import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../api/client';
import { say } from '../../i18n/text';
import { elsewhere } from '../../model/formelsewhere';
import { living } from '../../model/formdesign';
import { remove } from '../../model/formfield';
import { usesOf } from '../../model/formrefer';
import { designUrl } from '../kinds';
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

/** Remove deletes a field. When something names it, it says what, and asks what becomes of that. */
export function Remove({ field: key }: { field: string }) {
  const { t } = useTranslation(['designform', 'design']);
  const desk = useDesk();
  const { spec } = useDraft();
  const { place } = useSurroundings();
  const others = useMentions(key);
  const [instead, setInstead] = useState<string>();
  const field = desk.field(key);
  const own = usesOf(spec, key).filter(({ what }) => what !== 'public');
  const close = () => desk.put({ asking: undefined });
  const go = (how: { clean?: boolean; replace?: string }) => {
    close();
    desk.perform(remove(desk.document(), desk.language, key, how));
  };
  const free = others !== undefined && others.length === 0 && own.length === 0;
  useEffect(() => {
    if (free) go({});
  }, [free]);
  if (!field || !others || free) return null;
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
        <Button key="yes" danger={!instead} type="primary" onClick={() => go(instead ? { replace: instead } : { clean: true })}>
          {instead ? t('remove.replace') : own.length > 0 ? t('remove.clean') : t('remove.anyway')}
        </Button>,
      ]}
    >
      <p>{t('remove.used', { count: own.length + others.length })}</p>
      <ul className={style.uses}>
        {own.map((use, at) => (
          <li key={at}>{t(`use.${use.what}`, { title: named(use.of) })}</li>
        ))}
        {others.map((one, at) => (
          <li key={`other${at}`}>
            <Link to={designUrl(place.app, one.kind, one.key, one.pointer)} onClick={close}>
              {t(`design:kind.${one.kind}`, { defaultValue: one.kind })} · {one.title}
            </Link>
            {one.words ? <small>{one.words}</small> : null}
          </li>
        ))}
      </ul>
      <label className={style.instead}>
        <span>{t('remove.instead')}</span>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} value={instead} onChange={setInstead} options={options.sort((a, b) => Number(b.same) - Number(a.same))} placeholder={t('remove.nothing')} />
      </label>
      {others.length > 0 ? <p className={style.hint}>{t('remove.others')}</p> : null}
      <p className={style.hint}>{t('remove.kept')}</p>
    </Modal>
  );
}
