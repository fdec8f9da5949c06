import { CopyOutlined, ExportOutlined, QrcodeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { ApiError } from '../../../api/problem';
import { publicPath } from '../../../model/publicdoor';
import { Code } from '../../parts/Code';
import { useCopy } from '../../parts/useCopy';
import style from './share.module.css';

interface ShareProps {
  app: string;
  form: string;
  title: string;
}

/** A page that lets nobody in at the moment is there all the same. */
const isOpen = (app: string, form: string) =>
  get(`public/forms/${app}/${form}`).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiError && error.status === 403) return true;
      throw error;
    },
  );

/** Share hands out the address of a form that customers fill, as a link and as a code for their phones; other forms have none. */
export function Share({ app, form, title }: ShareProps) {
  const { t } = useTranslation('list');
  const [open, setOpen] = useState(false);
  const page = useQuery({ queryKey: ['public-page', app, form], queryFn: () => isOpen(app, form), staleTime: Infinity, retry: false });
  if (!page.data) return null;
  return (
    <>
      <Button icon={<QrcodeOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('share.button')}
      </Button>
      <Modal open={open} title={t('share.title', { form: title })} footer={null} onCancel={() => setOpen(false)} width={440} destroyOnHidden>
        <Address url={location.origin + publicPath(app, form)} title={title} />
      </Modal>
    </>
  );
}

function Address({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation(['list', 'record']);
  const copy = useCopy();
  return (
    <div className={style.share}>
      <p>{t('share.hint')}</p>
      <Code url={url} title={title} />
      <a href={url} target="_blank" rel="noreferrer">
        {url}
      </a>
      <div className={style.ways}>
        <Button type="primary" icon={<CopyOutlined aria-hidden />} onClick={() => copy(url)}>
          {t('share.copy')}
        </Button>
        <Button icon={<ExportOutlined aria-hidden />} href={url} target="_blank" rel="noreferrer">
          {t('share.open')}
        </Button>
      </div>
    </div>
  );
}
