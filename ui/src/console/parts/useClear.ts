import { useTranslation } from 'react-i18next';

/** useClear lets a choice be emptied, and says so in the reader's language. */
export function useClear(): { label: string } {
  return { label: useTranslation('common').t('clear') };
}
