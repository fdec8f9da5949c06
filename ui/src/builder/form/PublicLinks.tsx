import { CopyOutlined, QrcodeOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '../../console/parts/Code';
import { useCopy } from '../../console/parts/useCopy';
import { useClear } from '../../console/parts/useClear';
import { say, toLanguage } from '../../i18n/text';
import { optionsOf } from '../../model/formdraft';
import { buttonCode, channelFields, channelOf, frameCode, publicPath, setChannel } from '../../model/publicdoor';
import { useSurroundings } from '../useDesign';
import { useDraft } from './desk';
import { usePublic } from './PublicInspector';
import style from './inspector.module.css';

/** A link that is given out, for one channel or for all. */
interface Link {
  key: string;
  title: string;
  url: string;
}

/** PublicLinks hands out the page: one link and code for every channel, of which the record then tells. */
export function PublicLinks() {
  const clear = useClear();
  const { t, i18n } = useTranslation('designpublic');
  const { bundle, place } = useSurroundings();
  const document = useDraft();
  const change = usePublic();
  const copy = useCopy();
  const id = useId();
  const [shown, setShown] = useState<Link>();
  const language = toLanguage(i18n.language);
  const channel = channelOf(document.spec);
  const link = (key: string, title: string, params: Readonly<Record<string, string>> = {}): Link => ({ key, title, url: location.origin + publicPath(place.app, place.key, params) });
  const options = channel ? (optionsOf(channel.field, bundle, language) ?? []).filter((one) => !one.archived) : [];
  const links = [link('', t('base')), ...options.map((one) => link(one.key, one.title, { [channel!.parameter]: one.key }))];
  const fields = channelFields(document.spec).map((field) => ({ value: field.key, label: say(field.title, language) }));
  return (
    <section className={style.part}>
      <h3>{t('links')}</h3>
      <p className={style.hint}>{t('linksHint')}</p>
      <div className={style.password}>
        <label htmlFor={id}>{t('channel')}</label>
        <Select id={id} allowClear={clear} placeholder={t('channelNone')} value={channel?.field.key} options={fields} onChange={(key: string | undefined) => change('channel', (page, spec) => setChannel(page, spec, key))} />
      </div>
      <ul className={style.links}>
        {links.map((one) => (
          <li key={one.key}>
            <span>{one.title}</span>
            <Button type="text" size="small" icon={<CopyOutlined aria-hidden />} aria-label={t('copyOf', { title: one.title })} title={t('copy')} onClick={() => copy(one.url)} />
            <Button type="text" size="small" icon={<QrcodeOutlined aria-hidden />} aria-label={t('give', { title: one.title })} title={t('code')} onClick={() => setShown(one)} />
          </li>
        ))}
      </ul>
      <Modal open={shown !== undefined} title={t('handOut', { title: shown?.title })} footer={null} width={560} destroyOnHidden onCancel={() => setShown(undefined)}>
        {shown ? <HandOut link={shown} form={say(document.spec.public?.title ?? document.title, language)} sites={document.spec.public?.embed?.length ?? 0} /> : null}
      </Modal>
    </section>
  );
}

/** HandOut is everything one link can be given out as. */
function HandOut({ link, form, sites }: { link: Link; form: string; sites: number }) {
  const { t } = useTranslation('designpublic');
  const copy = useCopy();
  return (
    <div className={style.handOut}>
      <Code url={link.url} title={link.key ? t('forms', { form, channel: link.title }) : form} />
      <div className={style.address}>
        <a href={link.url} target="_blank" rel="noreferrer">
          {link.url}
        </a>
        <Button icon={<CopyOutlined aria-hidden />} onClick={() => copy(link.url)}>
          {t('copy')}
        </Button>
      </div>
      <Snippet title={t('frame')} hint={t(sites > 0 ? 'frameHint' : 'frameNone')} code={frameCode(link.url, form)} />
      <Snippet title={t('button')} hint={t('buttonHint')} code={buttonCode(link.url, t('buttonWords'))} />
    </div>
  );
}

function Snippet({ title, hint, code }: { title: string; hint: string; code: string }) {
  const { t } = useTranslation('designpublic');
  const copy = useCopy();
  return (
    <section className={style.snippet}>
      <h4>{title}</h4>
      <p className={style.hint}>{hint}</p>
      <Input.TextArea readOnly value={code} aria-label={title} autoSize={{ minRows: 2, maxRows: 4 }} onFocus={(event) => event.target.select()} />
      <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={() => copy(code)}>
        {t('copyCode')}
      </Button>
    </section>
  );
}
