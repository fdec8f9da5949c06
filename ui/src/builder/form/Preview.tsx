import { EyeOutlined } from '@ant-design/icons';
import { Button, Modal, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client';
import { Faults } from '../../console/parts/Faults';
import type { FormView } from '../../model/formview';
import { formKinds } from '../../model/preview';
import { useSurroundings } from '../useDesign';
import { useDraft } from './desk';
import style from './preview.module.css';

const widths = { phone: 390, tablet: 768, desktop: 1280 } as const;
type Device = keyof typeof widths;

/** Preview shows the form as it stands here on the very page that people fill: an iframe of the real thing, which sends nothing. */
export function Preview() {
  const { t } = useTranslation('designform');
  const [open, setOpen] = useState(false);
  const tools = document.getElementById('design-tools');
  const button = (
    <Button icon={<EyeOutlined aria-hidden />} onClick={() => setOpen(true)}>
      {t('preview.button')}
    </Button>
  );
  return (
    <>
      {tools ? createPortal(button, tools) : null}
      {open ? <Stage onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Stage({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('designform');
  const { place, design } = useSurroundings();
  const { spec } = useDraft();
  const [device, setDevice] = useState<Device>('phone');
  const [as, setAs] = useState(spec.public ? 'public' : 'staff');
  const [form, setForm] = useState<FormView>();
  const [error, setError] = useState<unknown>();
  const window_ = useRef<HTMLIFrameElement>(null);
  const ready = useRef(false);
  const send = (view: FormView | undefined) => view && ready.current && window_.current?.contentWindow?.postMessage({ type: formKinds.form, form: view }, location.origin);
  useEffect(() => {
    let late = false;
    const read = async () => {
      await design.flush();
      const found = await get<{ form: FormView }>(`apps/${place.app}/preview/${place.key}`, { query: { as, lang: i18n.language } });
      if (!late) {
        setError(undefined);
        setForm(found.form);
        send(found.form);
      }
    };
    read().catch((reason: unknown) => late || setError(reason));
    return () => {
      late = true;
    };
  }, [as, design, i18n.language, place]);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.origin !== location.origin || (event.data as { type?: string } | null)?.type !== formKinds.ready) return;
      ready.current = true;
      send(form);
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [form]);
  const people = ['public', 'staff'].filter((one) => one === 'staff' || spec.public).map((one) => ({ value: one, label: t(`preview.as.${one}`) }));
  return (
    <Modal open onCancel={onClose} footer={null} width="96vw" style={{ top: 16 }} title={t('preview.title')} className={style.modal}>
      <div className={style.bar}>
        <Segmented aria-label={t('preview.device')} value={device} onChange={setDevice} options={(Object.keys(widths) as Device[]).map((one) => ({ value: one, label: t(`preview.${one}`) }))} />
        <Select value={as} onChange={setAs} options={people} aria-label={t('preview.who')} popupMatchSelectWidth={false} />
        <span>{t('preview.hint')}</span>
      </div>
      <Faults error={error} />
      <div className={style.stage} tabIndex={0} role="group" aria-label={t('preview.title')}>
        <iframe ref={window_} title={t('preview.title')} src={`/f/${place.app}/${place.key}?preview&lang=${i18n.language}`} style={{ width: widths[device] }} />
      </div>
    </Modal>
  );
}
