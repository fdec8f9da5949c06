import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../../api/client';
import { problemText } from '../../../i18n/console';
import { resultOf, type Prepared, type Result } from '../../../model/live';
import { useSettled } from '../../parts/useSettled';
import { useSurroundings } from '../../useDesign';
import style from '../inspector.module.css';

/** Live says what an expression comes to, as it is written: on made-up values, or on those of a record. */
export function Live({ form, expression }: { form: string; expression: string }) {
  const { t } = useTranslation('designparts');
  const { place, design } = useSurroundings();
  const [record, setRecord] = useState('');
  const asked = useSettled(record.trim());
  const written = useSettled(expression.trim());
  const found = useQuery({
    queryKey: ['expression', place.app, form, written, asked],
    queryFn: async () => {
      await design.flush();
      return post<Prepared>(`apps/${place.app}/expression/preview`, { form, expression: written, record: asked });
    },
    enabled: written !== '',
    retry: false,
    placeholderData: (before) => before,
  });
  const shown = useMemo(() => (found.data ? resultOf(found.data) : undefined), [found.data]);
  if (written === '') return null;
  return (
    <div className={style.live} role="group" aria-label={t('live.title')}>
      <p role="status">
        {found.error ? t('live.missing') : shown ? <Outcome result={shown} /> : '…'}
      </p>
      {found.data?.reads.length ? <small>{found.data.reads.map(({ title, text }) => `${title}: ${text || t('live.empty')}`).join(t('live.semicolon'))}</small> : null}
      <Input size="small" value={record} placeholder={t('live.record')} aria-label={t('live.record')} onChange={({ target }) => setRecord(target.value)} />
    </div>
  );
}

function Outcome({ result }: { result: Result }) {
  const { t } = useTranslation('designparts');
  if (result.kind === 'failed') return t('live.failed');
  if (result.kind === 'problem') return result.problem.message || problemText(result.problem);
  return (
    <>
      <span>{t('live.result')}</span> <strong>{textOf(result.value, t)}</strong>
    </>
  );
}

/** textOf writes a result for people. */
function textOf(value: unknown, t: (key: string) => string): string {
  if (value === null || value === undefined || value === '') return t('live.empty');
  if (value === true || value === false) return t(value ? 'live.yes' : 'live.no');
  if (Array.isArray(value)) return value.map((one) => textOf(one, t)).join(t('live.comma'));
  return typeof value === 'object' ? String((value as { title?: unknown }).title ?? JSON.stringify(value)) : String(value);
}
