import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '../../../api/client';
import { fieldsIn, layoutOf, type FormView, type Values } from '../../../model/formview';
import { recordUrl } from '../../parts/act';
import { Ripples } from '../../parts/Ripples';
import style from './record.module.css';

interface SimilarItem {
  id: string;
  no: string;
  title: string;
  score: number;
}

interface SimilarProps {
  app: string;
  form: string;
  view: FormView;
  values: Values;
}

const least = 4;

/** told is what has been written so far: the first line and the first long text of the form. */
function told(view: FormView, values: Values): string {
  const keys = fieldsIn(layoutOf(view));
  const first = (type: string) => keys.find((key) => view.fields[key]?.type === type);
  return [first('text'), first('long_text')].map((key) => (key ? String(values[key] ?? '') : '')).join(' ').trim().slice(0, 240);
}

/** Similar shows what is already there about the same thing, while the person types. */
export function Similar({ app, form, view, values }: SimilarProps) {
  const { t } = useTranslation('record');
  const text = told(view, values);
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 600);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['similar', app, form, asked],
    queryFn: () => get<SimilarItem[]>(`apps/${app}/forms/${form}/similar`, { query: { text: asked } }),
    enabled: asked.length >= least,
    retry: false,
    placeholderData: (before) => before,
  });
  const found = asked.length >= least ? (data ?? []) : [];
  return (
    <aside className={style.similar} aria-labelledby="similar-title">
      <h2 id="similar-title">{t('similar.title')}</h2>
      <div role="status">
        {found.length > 0 ? (
          <>
            <p>{t('similar.found', { count: found.length })}</p>
            <ul>
              {found.map((item) => (
                <li key={item.id}>
                  <Link to={recordUrl({ app, form, id: item.id })} target="_blank">
                    {item.title}
                  </Link>
                  <small>
                    {item.no}
                    <meter min={0} max={1} value={item.score} aria-label={t('similar.score', { percent: Math.round(item.score * 100) })} />
                  </small>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <div className={style.similarNone}>
            <Ripples size={64} />
            <p>{asked.length >= least && data ? t('similar.none') : t('similar.hint')}</p>
          </div>
        )}
      </div>
    </aside>
  );
}
