import { BgColorsOutlined, GlobalOutlined } from '@ant-design/icons';
import { Button, Popover, Segmented } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, language } from '../i18n/console';
import { nextLanguage } from '../i18n/plain';
import { appearance, onAppearance, setAppearance, type Appearance } from '../style/appearance';
import style from './Shell.module.css';

const choices: { [K in keyof Appearance]: Appearance[K][] } = {
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  size: ['normal', 'large'],
};

function Choice({ name }: { name: keyof Appearance }) {
  const { t } = useTranslation('shell');
  const now = useSyncExternalStore(onAppearance, appearance);
  const options = choices[name].map((value) => ({ value: value as string, label: t(`appearance.${value}`) }));
  return (
    <div className={style.choice}>
      <span id={`appearance-${name}`}>{t(`appearance.${name}`)}</span>
      <Segmented
        aria-labelledby={`appearance-${name}`}
        options={options}
        value={now[name]}
        onChange={(value) => setAppearance({ [name]: value })}
      />
    </div>
  );
}

/** AppearanceMenu is where a person chooses light or dark, density, text size and language for this device. */
export function AppearanceMenu() {
  const { t } = useTranslation('shell');
  const next = nextLanguage(language());
  const panel = (
    <div className={style.choices}>
      <Choice name="theme" />
      <Choice name="density" />
      <Choice name="size" />
    </div>
  );
  return (
    <div className={style.tools}>
      <Popover content={panel} trigger="click" placement="bottomRight">
        <Button type="text" icon={<BgColorsOutlined />} aria-label={t('appearance.title')} />
      </Popover>
      <Button type="text" icon={<GlobalOutlined />} lang={next === 'zh' ? 'zh-CN' : 'en'} onClick={() => void changeLanguage(next)}>
        {next === 'zh' ? '中文' : 'English'}
      </Button>
    </div>
  );
}
