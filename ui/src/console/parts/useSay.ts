import { App, Button } from 'antd';
import { createElement } from 'react';
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
    /** Says it with a way on, and longer, so that it can be taken. */
    doneWith: (text: string, words: string, go: () => void) => {
      const key = `with:${text}`;
      const press = () => {
        message.destroy(key);
        go();
      };
      void message.success({ key, duration: 10, content: createElement('span', null, text, ' ', createElement(Button, { type: 'link', size: 'small', onClick: press }, words)) });
    },
    warn: (text: string) => void message.warning(text, 8),
    failed: (error: unknown) => {
      const words = error instanceof ApiError ? inWords(error) : t('failed.title');
      void message.error(words, 6);
    },
  };
}
