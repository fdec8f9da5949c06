import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { get } from '../../api/client';
import { choices, step, type SearchResult } from '../../model/search';
import { Failed } from '../parts/State';
import { Results } from './Results';
import style from './search.module.css';

/** pause is how long typing must rest before the server is asked, in milliseconds. */
const pause = 200;

function useResult(text: string) {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => get<SearchResult>('search', { query: { q: asked }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  return { query, asked, settled: asked === text.trim() && !query.isFetching };
}

/** SearchDialog finds records in every form the person may read. Arrows walk through what was found, Enter opens it. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { query, asked, settled } = useResult(text);
  const groups = (asked && query.data?.groups) || [];
  const lines = choices(groups, asked);
  useEffect(() => setAt(0), [query.data]);
  const active = lines[Math.min(at, lines.length - 1)];
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // the keys belong to the input method
    const next = step(event.key, at, lines.length);
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && active && settled) {
      event.preventDefault();
      go(active.to);
    }
  };
  const none = Boolean(asked) && settled && lines.length === 0 && !query.isError;
  const said = none ? t('search.none') : asked && settled ? t('search.count', { count: lines.filter((one) => one.item).length }) : '';
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={680} className={style.dialog} title={<span className="visually-hidden">{t('search.open')}</span>} afterOpenChange={(open) => open && input.current?.focus()}>
      <label className={style.entry}>
        <SearchOutlined aria-hidden />
        <span className="visually-hidden">{t('search.label')}</span>
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${lines.indexOf(active)}` : undefined}
          autoFocus
          autoComplete="off"
          maxLength={200}
          value={text}
          placeholder={t('search.label')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={pressed}
        />
        <button type="button" className={style.close} onClick={onClose}>
          {t('close')}
        </button>
      </label>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {query.isError ? <Failed error={query.error} small onRetry={() => void query.refetch()} /> : null}
      {query.data?.partial && asked ? <p className={style.partial}>{t('search.partial')}</p> : null}
      {query.data?.apart && asked ? <p className={style.partial}>{t('search.apart')}</p> : null}
      <Results id={id} groups={groups} lines={lines} active={active} onPoint={setAt} onChoose={go} />
      {none ? <p className={style.none}>{t('search.noneFor', { text: asked })}</p> : null}
      {!asked || none ? <p className={style.help}>{t('search.how')}</p> : null}
      <p className={style.keys} aria-hidden="true">
        {t('search.keys')}
      </p>
    </Modal>
  );
}
