import { EyeInvisibleOutlined, EyeOutlined, HolderOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { iconOf } from '../../console/parts/icons';
import { say, toLanguage } from '../../i18n/text';
import { arrange, menuOf, move, type MenuEntry, type MenuSpec } from '../../model/menudesign';
import { editorOf } from '../inspector/editor';
import { useSorting } from '../inspector/useSorting';
import { designUrl } from '../kinds';
import { KindSettings } from '../parts/KindSettings';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';
import style from './app.module.css';

/** The designer of the app itself: what the menu shows, in which order, and what holds for the whole app. */
export default function App() {
  const { t } = useTranslation('designparts');
  return (
    <Sheet>
      <Part title={t('menu.title')} hint={t('menu.hint')}>
        <Menu />
      </Part>
      <KindSettings without={['navigation']} />
    </Sheet>
  );
}

function Menu() {
  const { t } = useTranslation('designparts');
  const { bundle } = useSurroundings();
  const { spec } = useDocument<MenuSpec>();
  const change = useChange<MenuSpec>();
  const name = useId();
  const place = useRef<HTMLDivElement>(null);
  const entries = menuOf(spec, bundle);
  const shift = (from: number, to: number) => {
    if (to >= 0 && to < entries.length) change('menu.moved', ({ spec: draft }) => move(draft, bundle, from, to));
  };
  const keys = (event: KeyboardEvent, at: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || !event.altKey) return;
    event.preventDefault();
    shift(at, at + step);
    const to = Math.max(0, Math.min(at + step, entries.length - 1));
    setTimeout(() => place.current?.querySelectorAll<HTMLInputElement>('[data-entry] input')[to]?.focus());
  };
  if (entries.length === 0) return <p className={style.hint}>{t('menu.none')}</p>;
  return (
    <div ref={place}>
      <p className={style.head} aria-hidden>
        {t('menu.group')}
      </p>
      {entries.map((entry, at) => (
        <Row key={entry.form} {...{ entry, at, name }} onMove={shift} onKeyDown={(event) => keys(event, at)} />
      ))}
      <p className={style.hint}>{t('menu.keys')}</p>
    </div>
  );
}

const words = { 'x-editor': 'text' };

interface RowProps {
  entry: MenuEntry;
  at: number;
  name: string;
  onMove: (from: number, to: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ entry, at, name, onMove, onKeyDown }: RowProps) {
  const { t, i18n } = useTranslation('designparts');
  const { bundle, place } = useSurroundings();
  const change = useChange<MenuSpec>();
  const { row, handle, edge } = useSorting(name, at, onMove);
  const form = bundle.find(({ kind, key }) => kind === 'form' && key === entry.form)!;
  const title = say(form.title, toLanguage(i18n.language)) || entry.form;
  const { Edit: Words } = editorOf(words, words);
  const Icon = iconOf(form.spec.icon as string | undefined);
  const put = (gesture: string, next: Partial<MenuEntry>) => change('menu.changed', ({ spec }) => arrange(spec, bundle, entry.form, next), gesture, { form: title });
  return (
    <div ref={row} className={style.entry} data-entry={entry.form} data-edge={edge} data-hidden={entry.hidden || undefined} onKeyDown={onKeyDown}>
      <span ref={handle} className={style.handle} aria-hidden title={t('options.drag')}>
        <HolderOutlined />
      </span>
      <Icon aria-hidden />
      <Link to={designUrl(place.app, 'form', entry.form)} className={style.title}>
        {title}
      </Link>
      <div className={style.group} title={t('menu.group')}>
        <Words id={`${name}-${at}`} label={t('menu.groupOf', { title })} schema={words} root={words} value={entry.group} pointer="" problems={[]} beside={{}} onChange={(group) => put(`group:${entry.form}`, { group: group as MenuEntry['group'] })} />
      </div>
      <Button type="text" icon={entry.hidden ? <EyeInvisibleOutlined aria-hidden /> : <EyeOutlined aria-hidden />} aria-pressed={Boolean(entry.hidden)} aria-label={t('menu.hide', { title })} title={t(entry.hidden ? 'menu.hidden' : 'menu.shown')} onClick={() => put('', { hidden: !entry.hidden })} />
    </div>
  );
}
