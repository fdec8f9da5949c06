import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deletable } from '../../../model/session';
import { Failed, State } from '../../parts/State';
import { Head } from '../../parts/Head';
import { Lines } from '../../parts/Lines';
import { More } from '../../parts/More';
import { useSession } from '../../session';
import { BinList, useBin } from './BinList';
import style from './list.module.css';

/** Bins is everything one deleted or may restore, form by form. */
export default function Bins() {
  const { t } = useTranslation('list');
  const forms = (useSession()?.apps ?? []).flatMap((app) => deletable(app).map(({ form, title }) => ({ app: app.key, form, title })));
  const [empty, setEmpty] = useState<Readonly<Record<string, boolean>>>({});
  const seen = (key: string, none: boolean) => setEmpty((before) => (before[key] === none ? before : { ...before, [key]: none }));
  return (
    <>
      <Head title={t('bin.title')} hint={t('bin.hint')} />
      {forms.map(({ app, form, title }) => (
        <OfForm key={`${app}/${form}`} app={app} form={form} title={title} onRead={(none) => seen(`${app}/${form}`, none)} />
      ))}
      {forms.every(({ app, form }) => empty[`${app}/${form}`]) ? <State title={t('bin.empty')} hint={t('bin.emptyHint')} /> : null}
    </>
  );
}

interface OfFormProps {
  app: string;
  form: string;
  title: string;
  /** Hears whether there is nothing in it. */
  onRead: (none: boolean) => void;
}

function OfForm({ app, form, title, onRead }: OfFormProps) {
  const pages = useBin(app, form);
  const none = pages.items?.length === 0;
  useEffect(() => {
    if (pages.items) onRead(none);
  }, [none, Boolean(pages.items)]);
  if (pages.isError) return <Failed error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.items) return <Lines count={1} />;
  if (none) return null;
  return (
    <section className={style.binned} aria-label={title}>
      <h2>{title}</h2>
      <BinList app={app} form={form} items={pages.items} />
      <More {...pages} />
    </section>
  );
}
