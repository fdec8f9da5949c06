import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem';
import { language, problemText } from '../../i18n/console';

/** inWords is what the server says about a refusal. */
export const inWords = (error: ApiError): string => error.problems.map(problemText).join(language() === 'zh' ? '；' : '; ');

/** useSay tells people in passing what happened: a success, or a failure in the words of the server. */
export function useSay() {
  const { message } = App.useApp();
  const { t } = useTranslation('common');
  return {
    done: (text: string) => void message.success(text, 4),
    warn: (text: string) => void message.warning(text, 8),
    failed: (error: unknown) => {
      const words = error instanceof ApiError ? inWords(error) : t('failed.title');
      void message.error(words, 6);
    },
  };
}
