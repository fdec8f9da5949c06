import { ArrowRightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import { recordUrl } from '../../parts/act';
import { Card } from '../../parts/Card';
import { Due } from '../../parts/Due';
import { useZone } from '../../session';
import type { TaskItem } from '../../../model/task';
import style from './next.module.css';

/** Next leads from what was just finished to the most pressing thing on one's list, or says that there is none left. */
export function Next({ id }: { id: string }) {
  const { t } = useTranslation('record');
  const tasks = useQuery({ queryKey: ['tasks', 'next', id], queryFn: () => get<{ items: TaskItem[] }>('tasks', { query: { state: 'open', limit: 50 } }), staleTime: 0 });
  const next = tasks.data?.items.find(({ record }) => record.id !== id);
  const zone = useZone(next?.record.app);
  // What was read before the finished task left the list may still name it.
  if (!tasks.data || tasks.isFetching) return null;
  if (!next) {
    return (
      <Card>
        <div className={style.next} role="status">
          <p>
            <b>{t('nextTask.none')}</b>
          </p>
          <Link to="/work">
            <Button>{t('nextTask.back')}</Button>
          </Link>
        </div>
      </Card>
    );
  }
  return (
    <Card>
      <div className={style.next}>
        <p>
          <b>{next.record.title || next.record.no}</b>
          <span>{next.title}</span>
          <Due due={next.due} state={next.dueState} zone={zone} />
        </p>
        <Link to={recordUrl(next.record)}>
          <Button type="primary" icon={<ArrowRightOutlined aria-hidden />} iconPlacement="end">
            {t('nextTask.open')}
          </Button>
        </Link>
      </div>
    </Card>
  );
}
