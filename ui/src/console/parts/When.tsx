import { language } from '../../i18n/console';
import { fullTime, when } from '../../model/time';
import { useNow } from './useNow';

/** When writes a moment briefly and shows it in full on hover. */
export function When({ at, zone }: { at?: string | null; zone?: string }) {
  const now = useNow(60_000);
  if (!at) return null;
  return (
    <time dateTime={at} title={fullTime(at, language(), zone)}>
      {when(at, language(), now, zone)}
    </time>
  );
}
