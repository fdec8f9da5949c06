import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { FormView } from '../../model/formview';
import { tokenOf } from '../boot';
import type { PageProps } from '../page';
import { Fill } from '../parts/Fill';
import { Frame } from '../parts/Frame';
import { Trouble, Waiting } from '../parts/Notice';
import { Success } from '../parts/Success';
import { openForm, Sender } from '../send';
import { lastSent, type Sent } from '../way';
import Missing from './missing';

/** useView has the form in the visitor's language: from the page itself, else asked for. */
function useView({ boot, place, language }: PageProps) {
  const [view, setView] = useState<FormView | undefined>(boot.form);
  const [error, setError] = useState<unknown>();
  const [again, setAgain] = useState(0);
  const spoken = useRef(language);
  spoken.current = language;
  const sender = useMemo(() => new Sender(place, tokenOf(boot.token), () => spoken.current), []);
  const wanted = !view || (view.lang !== undefined && view.lang !== language);
  useEffect(() => {
    if (!wanted && again === 0) return undefined;
    let late = false;
    openForm(place, language).then(
      ({ form, token }) => {
        if (late) return;
        // A server that lacks the language answers in its own; asking again would not end.
        setView({ ...form, lang: language });
        sender.renew(tokenOf(token));
        setError(undefined);
      },
      (reason: unknown) => late || setError(reason),
    );
    return () => {
      late = true;
    };
  }, [language, again]);
  useEffect(() => {
    if (view) document.title = view.title;
  }, [view]);
  return { view, error, sender, ask: () => setAgain((count) => count + 1) };
}

/** The page behind /f/<app>/<form>: fill it in, send it, keep the number. */
export default function FillPage(props: PageProps) {
  const { boot, place, language, t } = props;
  const { view, error, sender, ask } = useView(props);
  const name = `${place.app}/${place.form}`;
  const kept = useMemo(() => lastSent(name), [name]);
  const [sent, setSent] = useState<Sent | null>(() => kept.load());
  const [round, setRound] = useState(0);
  if (error instanceof ApiError && (error.status === 404 || error.status === 403) && !view) return <Missing {...props} />;
  const keep = (answer: Sent | null) => {
    kept.save(answer);
    setSent(answer);
  };
  const anew = () => {
    keep(null);
    setRound((count) => count + 1);
    // Each submission has a token of its own.
    ask();
  };
  return (
    <Frame {...props}>
      {sent ? <Success sent={sent} language={language} t={t} onAgain={sent.last ? undefined : anew} /> : null}
      {!sent && view ? <Fill key={round} name={name} view={view} prefill={boot.prefill} closes={boot.closes} sender={sender} language={language} t={t} onSent={keep} onChanged={ask} /> : null}
      {!view && !sent && error === undefined ? <Waiting t={t} /> : null}
      {error !== undefined && !sent ? <Trouble error={error} language={language} t={t} onRetry={ask} /> : null}
    </Frame>
  );
}
