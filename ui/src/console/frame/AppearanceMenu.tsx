import { BgColorsOutlined } from '@ant-design/icons';
import { Button, Popover, Segmented } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { appearance, onAppearance, setAppearance, type Appearance } from '../../style/appearance';
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

/** AppearanceMenu is where a person chooses light or dark, density and text size for this device. */
export function AppearanceMenu() {
  const { t } = useTranslation('shell');
  const panel = (
    <div className={style.choices}>
      <Choice name="theme" />
      <Choice name="density" />
      <Choice name="size" />
    </div>
  );
  return (
    <Popover content={panel} trigger="click" placement="bottomRight">
      <Button type="text" icon={<BgColorsOutlined aria-hidden />} aria-label={t('appearance.title')} />
    </Popover>
  );
}
