import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { toLanguage, type Language } from '../i18n/language';
import { appearance, isDark, onAppearance } from '../style/appearance';
import { antdConfig } from '../style/theme';
import { queries } from './query';
import { router } from './router';
import './root.css';

type Locale = Parameters<typeof ConfigProvider>[0]['locale'];

/** antd's own words, a chunk per language. There is always one: without, antd would build the whole page anew on a switch. */
const locales: Record<Language, () => Promise<Locale>> = {
  zh: async () => {
    const [locale, dayjs] = await Promise.all([import('antd/locale/zh_CN'), import('dayjs'), import('dayjs/locale/zh-cn')]);
    dayjs.default.locale('zh-cn');
    return locale.default;
  },
  en: async () => {
    const [locale, dayjs] = await Promise.all([import('antd/locale/en_US'), import('dayjs')]);
    dayjs.default.locale('en');
    return locale.default;
  },
};

/** useLook re-reads the tokens whenever theme, density or size change. */
function useLook() {
  const look = useSyncExternalStore(onAppearance, () => `${JSON.stringify(appearance())}${isDark()}`);
  const [config, setConfig] = useState(() => ({ look, ...antdConfig() }));
  if (config.look !== look) setConfig({ look, ...antdConfig() });
  return config;
}

function useLocale(): { ready: boolean; locale: Locale } {
  const { i18n } = useTranslation();
  const [state, setState] = useState<{ ready: boolean; locale: Locale }>({ ready: false, locale: undefined });
  const language = toLanguage(i18n.language);
  useEffect(() => {
    let current = true;
    void locales[language]().then((locale) => current && setState({ ready: true, locale }));
    return () => {
      current = false;
    };
  }, [language]);
  return state;
}

/** Root dresses the whole console: theme, antd's words, the query cache and the router. */
export function Root() {
  const { theme, button } = useLook();
  const { ready, locale } = useLocale();
  if (!ready) return null;
  return (
    <ConfigProvider theme={theme} button={button} locale={locale}>
      <AntApp>
        <QueryClientProvider client={queries}>
          <Suspense fallback={null}>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
