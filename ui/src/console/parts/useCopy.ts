import { useTranslation } from 'react-i18next';
import { useSay } from './useSay';

/** useCopy puts a text on the clipboard and says whether that worked; what is long is called by a name instead. */
export function useCopy(): (text: string, name?: string) => void {
  const { t } = useTranslation('record');
  const say = useSay();
  return (text, name = text) => {
    // Pages that were not opened over https have no clipboard.
    if (!navigator.clipboard) return say.warn(t('noClipboard'));
    navigator.clipboard.writeText(text).then(
      () => say.done(t('copied', { text: name })),
      () => say.warn(t('noClipboard')),
    );
  };
}
