import { EyeOutlined, QrcodeOutlined } from '@ant-design/icons';
import { Button, Modal, Popover, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '../../api/client';
import { Code } from '../../console/parts/Code';
import { Faults } from '../../console/parts/Faults';
import { say, toLanguage } from '../../i18n/text';
import type { FormView } from '../../model/formview';
import { formKinds } from '../../model/preview';
import { definitionsOf } from '../inspector/references';
import { designUrl } from '../kinds';
import { useSurroundings } from '../useDesign';
import { useDraft } from './desk';
import style from './preview.module.css';

const widths = { phone: 390, tablet: 768, desktop: 1280 } as const;
type Device = keyof typeof widths;

/** Preview shows the form as it stands here on the very page that people fill: an iframe of the real thing, which sends nothing. */
export function Preview() {
  const { t } = useTranslation('designform');
  // A phone that has read the code comes with the preview open.
  const [params] = useSearchParams();
  const [open, setOpen] = useState(params.has('preview'));
  const tools = document.getElementById('design-tools');
  const button = (
    <Button icon={<EyeOutlined aria-hidden />} onClick={() => setOpen(true)}>
      {t('preview.button')}
    </Button>
  );
  return (
    <>
      {tools ? createPortal(button, tools) : null}
      {open ? <Stage first={params.get('preview') ?? ''} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Stage({ first, onClose }: { first: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('designform');
  const { place, design, bundle } = useSurroundings();
  const { spec } = useDraft();
  const [device, setDevice] = useState<Device>('phone');
  const [as, setAs] = useState(first || (spec.public ? 'public' : 'staff'));
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
  const roles = definitionsOf(bundle, 'role', toLanguage(i18n.language)).map(({ value, label }) => ({ value: `role:${value}`, label }));
  const people = [
    ...['public', 'staff'].filter((one) => one === 'staff' || spec.public).map((one) => ({ value: one, label: t(`preview.as.${one}`) })),
    { label: t('preview.roles'), options: roles },
  ];
  return (
    <Modal open onCancel={onClose} footer={null} width="96vw" style={{ top: 16 }} title={t('preview.title')} className={style.modal}>
      <div className={style.bar}>
        <Segmented aria-label={t('preview.device')} value={device} onChange={setDevice} options={(Object.keys(widths) as Device[]).map((one) => ({ value: one, label: t(`preview.${one}`) }))} />
        <Select value={as} onChange={setAs} options={people} aria-label={t('preview.who')} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} />
        <OnPhone as={as} />
        <span>{t('preview.hint')}</span>
      </div>
      <Faults error={error} />
      <div className={style.stage} tabIndex={0} role="group" aria-label={t('preview.title')}>
        <iframe ref={window_} title={t('preview.title')} src={`/f/${place.app}/${place.key}?preview&lang=${i18n.language}`} style={{ width: widths[device], maxWidth: device === 'phone' ? '100%' : undefined }} />
      </div>
    </Modal>
  );
}

/** OnPhone shows the draft on another device: the code leads back here, and only who may design gets in. */
function OnPhone({ as }: { as: string }) {
  const { t, i18n } = useTranslation('designform');
  const { place } = useSurroundings();
  const { title } = useDraft();
  const url = `${location.origin}${designUrl(place.app, place.kind, place.key)}?preview=${encodeURIComponent(as)}`;
  const body = (
    <div className={style.code}>
      <Code url={url} title={say(title, toLanguage(i18n.language))} />
      <p>{t('preview.phoneHint')}</p>
    </div>
  );
  return (
    <Popover trigger="click" title={t('preview.onPhone')} content={body}>
      <Button icon={<QrcodeOutlined aria-hidden />}>{t('preview.onPhone')}</Button>
    </Popover>
  );
}
