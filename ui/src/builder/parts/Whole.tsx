import { CopyOutlined, DeleteOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { get, put, request } from '../../api/client';
import { useSay } from '../../console/parts/useSay';
import { say as said, toLanguage } from '../../i18n/text';
import { fresh, write, type Definition, type Part } from '../../model/design';
import { designUrl } from '../kinds';
import { pending } from '../pending';
import { useDocument, useSurroundings } from '../useDesign';
import style from './parts.module.css';

/** Whole is what is done with a definition as a whole: a copy to go on from, or away with it at the next publish. */
export function Whole() {
  const { t, i18n } = useTranslation('design');
  const { place, design } = useSurroundings();
  const document = useDocument();
  const navigate = useNavigate();
  const say = useSay();
  const { modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const language = toLanguage(i18n.language);
  const title = said(document.title, language) || place.key;
  const kind = t(`kind.${place.kind}`);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await design.flush();
      await work();
    } catch (error) {
      say.failed(error);
    }
    setBusy(false);
  };
  const copy = async () => {
    const parts = await get<Part[]>(`apps/${place.app}/definitions`);
    const key = fresh(place.key, parts.filter((part) => part.kind === place.kind).map((part) => part.key));
    const next: Definition = { ...document, key, title: write(document.title, language, t('whole.copyName', { title })) };
    await put(`apps/${place.app}/drafts`, next);
    pending.told(place.app);
    await navigate(designUrl(place.app, place.kind, key));
  };
  const remove = async () => {
    const path = `apps/${place.app}/definitions/${place.kind}/${place.key}`;
    const released = await get<Definition | null>(path, { query: { released: true } });
    const { etag } = await request('GET', path);
    const draft = `apps/${place.app}/drafts/${place.kind}/${place.key}`;
    // What was never published is only a draft: nothing is left to take away later.
    await request('DELETE', released ? path : draft, { ifMatch: etag });
    pending.told(place.app);
    const back = () => request('DELETE', draft).then(() => pending.told(place.app), say.failed);
    if (released) say.doneWith(t('whole.removed', { title }), t('undo'), () => void back());
    await navigate(`/design/${place.app}`);
  };
  const ask = () => modal.confirm({ title: t('whole.removeTitle', { kind, title }), content: t('whole.removeHint'), okText: t('whole.remove', { kind }), cancelText: t('cancel'), okButtonProps: { danger: true }, onOk: () => run(remove) });
  return (
    <div className={style.whole}>
      <Button icon={<CopyOutlined aria-hidden />} disabled={busy} onClick={() => void run(copy)}>
        {t('whole.copy')}
      </Button>
      <Button danger icon={<DeleteOutlined aria-hidden />} disabled={busy} onClick={() => void ask()}>
        {t('whole.remove', { kind })}
      </Button>
    </div>
  );
}
