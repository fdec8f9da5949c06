import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, keep } from '../../../api/download';
import { language } from '../../../i18n/console';
import { identity } from '../../../model/list';
import { megabytes } from '../../../model/size';
import { useSay } from '../../parts/useSay';
import type { ListState } from './useList';

/** exported are the columns of a file: number and title under the form's own names, then what the list shows beside them. */
function exported(list: ListState): string[] {
  const own = ['record.no', 'record.title'].map((field) => list.columns.find((column) => column.field === field)?.same ?? field);
  return [...own, ...list.shown.map((column) => column.field).filter((field) => !identity.has(field) && !own.includes(field))];
}

/** Export takes the list as it is filtered and sorted into a file, and can be stopped. */
export function Export({ list, app, form }: { list: ListState; app: string; form: string }) {
  const { t } = useTranslation('list');
  const say = useSay();
  const [come, setCome] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (format: string, every: boolean) => {
    const aborter = (stop.current = new AbortController());
    setCome(0);
    try {
      const columns = every ? undefined : exported(list).join(',');
      keep(await download(`apps/${app}/forms/${form}/export`, { query: { ...list.asked, format, columns }, signal: aborter.signal }, setCome));
      say.done(t('export.done'));
    } catch (error) {
      if (!aborter.signal.aborted) say.failed(error);
    } finally {
      setCome(undefined);
    }
  };
  if (come !== undefined) {
    return (
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => stop.current?.abort()}>
        {t('export.stop', { size: megabytes(come, language()) })}
      </Button>
    );
  }
  const items = ['xlsx', 'csv'].flatMap((format) => [false, true].map((every) => ({ key: `${format} ${every}`, label: t(`export.${format}.${every ? 'all' : 'shown'}`), onClick: () => void begin(format, every) })));
  return (
    <Dropdown trigger={['click']} menu={{ items }} disabled={!list.rows.data?.count}>
      <Button icon={<DownloadOutlined aria-hidden />} aria-haspopup="menu">
        {t('export.button')}
      </Button>
    </Dropdown>
  );
}
