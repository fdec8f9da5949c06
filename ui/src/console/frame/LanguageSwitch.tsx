import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { nextLanguage } from '../../i18n/plain';
import { toLanguage } from '../../i18n/text';
import { switchLanguage } from '../language';
import { useSay } from '../parts/useSay';
import { useSession } from '../session';

/** LanguageSwitch turns to the other language; it is labelled in that one, for whoever cannot read this one. */
export function LanguageSwitch() {
  const { i18n } = useTranslation('shell');
  const session = useSession();
  const say = useSay();
  const next = nextLanguage(toLanguage(i18n.language));
  const words = next === 'zh' ? '中文' : 'English';
  return (
    <Button type="text" icon={<GlobalOutlined aria-hidden />} lang={next === 'zh' ? 'zh-CN' : 'en'} aria-label={words} onClick={() => void switchLanguage(next, Boolean(session)).catch(say.failed)}>
      <span className="only-wide">{words}</span>
    </Button>
  );
}
