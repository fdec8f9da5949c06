import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import { likely, type Twin } from '../../../model/twin';
import { recordUrl } from '../../parts/act';
import { StatusChip } from '../../parts/Chip';
import { useDesk } from './desk';
import { MergeDialog } from './MergeDialog';
import style from './merge.module.css';

/** Alike says at a step, in one line to unfold, which other records probably ask for the same, where this one may be merged into another. */
export function Alike() {
  const { t } = useTranslation('record');
  const { app, form, record, path } = useDesk();
  const [merging, setMerging] = useState(false);
  const [shown, setShown] = useState(false);
  const can = record.process?.merge?.can === true;
  const { data } = useQuery({
    queryKey: ['alike', path, ''],
    queryFn: () => get<{ items: Twin[] }>(`${path}/alike`, { query: { q: '' } }),
    enabled: can,
    staleTime: 60_000,
    retry: false,
  });
  const found = can ? likely(data?.items ?? []) : [];
  if (found.length === 0) return null;
  const open = found.some((one) => !one.unfit);
  const title = t(open ? 'alike.title' : 'alike.done', { count: found.length });
  return (
    <section className={style.alike} aria-label={title}>
      <p>
        <Button type="link" size="small" aria-expanded={shown} onClick={() => setShown(!shown)} icon={shown ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}>
          {title}
        </Button>
        {open ? (
          <Button size="small" onClick={() => setMerging(true)}>
            {t('merge.button')}
          </Button>
        ) : null}
      </p>
      <ul hidden={!shown}>
        {found.map((one) => (
          <li key={one.id}>
            <span className={style.what}>
              <Link to={recordUrl({ app, form, id: one.id })} target="_blank">
                {one.title}
              </Link>
              <small>
                {one.no} · {t('merge.score', { percent: Math.round((one.score ?? 0) * 100) })}
              </small>
            </span>
            <StatusChip status={one.status} />
          </li>
        ))}
      </ul>
      {merging ? <MergeDialog onClose={() => setMerging(false)} /> : null}
    </section>
  );
}
