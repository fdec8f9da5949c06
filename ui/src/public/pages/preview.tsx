import { useEffect, useState } from 'react';
import { formKinds } from '../../model/preview';
import type { FormView } from '../../model/formview';
import type { PageProps } from '../page';
import { Fill } from '../parts/Fill';
import { Frame } from '../parts/Frame';
import { Waiting } from '../parts/Notice';
import { Success } from '../parts/Success';

/** A form that the designer hands over while it is edited. It behaves like the real one, but sends nothing. */
export default function Preview(props: PageProps) {
  const { language, t } = props;
  const [view, setView] = useState<FormView>();
  const [done, setDone] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      const message = event.data as { type?: string; form?: FormView } | null;
      if (event.origin !== location.origin || message?.type !== formKinds.form || !message.form) return;
      setView(message.form);
      setDone(false);
    };
    addEventListener('message', listen);
    (window.opener ?? window.parent)?.postMessage({ type: formKinds.ready }, location.origin);
    return () => removeEventListener('message', listen);
  }, []);
  const again = () => {
    setDone(false);
    setRound((count) => count + 1);
  };
  if (!view) return <Frame {...props}><Waiting t={t} /></Frame>;
  return (
    <Frame {...props}>
      {done ? (
        <Success sent={{ no: '', success: t('public.preview') }} language={language} t={t} onAgain={again} />
      ) : (
        <Fill key={round} name="preview" view={view} language={language} t={t} onSent={() => setDone(true)} />
      )}
    </Frame>
  );
}
