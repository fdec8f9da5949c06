import { CopyOutlined, ExportOutlined, QrcodeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../../api/client';
import { useCopy } from '../../parts/useCopy';
import style from './share.module.css';

interface ShareProps {
  app: string;
  form: string;
  title: string;
}

/** publicPath is where customers fill a form. */
export function publicPath(app: string, form: string): string {
  return `/f/${encodeURIComponent(app)}/${encodeURIComponent(form)}`;
}

/** Share hands out the address of a form that customers fill, as a link and as a code for their phones; other forms have none. */
export function Share({ app, form, title }: ShareProps) {
  const { t } = useTranslation('list');
  const [open, setOpen] = useState(false);
  const page = useQuery({ queryKey: ['public-page', app, form], queryFn: () => get(`public/forms/${app}/${form}`).then(() => true), staleTime: Infinity, retry: false });
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
      <div className={style.code} role="img" aria-label={t('share.code', { form: title })}>
        {/* Dark on white in the dark as well: cameras want it so. */}
        <QRCode value={url} type="svg" size={208} color="#101c1e" bgColor="#ffffff" errorLevel="M" bordered={false} />
      </div>
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
