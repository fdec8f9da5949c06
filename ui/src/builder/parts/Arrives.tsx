import { BellOutlined, MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { Problem } from '../../api/problem';
import { Faults } from '../../console/parts/Faults';
import type { Language } from '../../i18n/text';
import type { MessageSpec } from '../../model/messagedesign';
import { useSurroundings } from '../useDesign';
import style from './arrives.module.css';
import { useSettled } from './useSettled';

interface Preview {
  subject: string;
  body: string;
  spoken: string;
  problems: readonly Problem[];
}

const icons = { mail: <MailOutlined aria-hidden />, in_app: <BellOutlined aria-hidden />, spoken: <PhoneOutlined aria-hidden /> };

/** Written is a message in the words of one language. */
type Written = Pick<MessageSpec, 'channels' | 'audience'> & { subject: string; body: string; spoken: string };

/** Arrives shows a message as its recipient gets it, by every channel: filled in for a made-up record, or for a real one. */
export function Arrives({ form, lang, spec }: { form: string; lang: Language; spec: Written }) {
  const { t } = useTranslation('designother');
  const { place, design } = useSurroundings();
  const [record, setRecord] = useState('');
  const [by, setBy] = useState('');
  const asked = useSettled(record.trim());
  const { subject, body, spoken } = useSettled(spec);
  const found = useQuery({
    queryKey: ['message', place.app, form, lang, asked, subject, body, spoken],
    queryFn: async () => {
      await design.flush();
      return post<Preview>(`apps/${place.app}/message/preview`, { form, record: asked, language: lang, subject, body, spoken });
    },
    enabled: form !== '',
    retry: false,
    placeholderData: (before) => before,
  });
  const ways = [...spec.channels, ...(spec.audience === 'customer' ? ['spoken'] : [])];
  const way = ways.includes(by) ? by : (ways[0] ?? 'mail');
  const shown = found.data;
  return (
    <section className={style.letter} aria-label={t('message.arrives')}>
      <header>
        <small>{t('message.arrives')}</small>
        <Input size="small" value={record} placeholder={t('message.record')} aria-label={t('message.record')} allowClear onChange={({ target }) => setRecord(target.value)} />
      </header>
      {ways.length > 1 ? <Segmented block size="small" value={way} onChange={setBy} options={ways.map((one) => ({ value: one, icon: icons[one as keyof typeof icons], label: t(`message.channel.${one}`) }))} /> : null}
      <div role="status" lang={lang} data-way={way}>
        {found.error ? <p className={style.none}>{t('message.noRecord')}</p> : shown?.problems.length ? <Faults problems={shown.problems} /> : shown ? <Words {...{ shown, way }} /> : <p className={style.none}>…</p>}
      </div>
    </section>
  );
}

function Words({ shown, way }: { shown: Preview; way: string }) {
  const { t } = useTranslation('designother');
  if (way === 'spoken') return <p>{shown.spoken || t('message.nothing')}</p>;
  return (
    <>
      <h3>{shown.subject || t('message.nothing')}</h3>
      <p>{shown.body || t('message.nothing')}</p>
    </>
  );
}
