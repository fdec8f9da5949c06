import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { setWidth } from '../../model/formcommand';
import type { Found } from '../../model/formdesign';
import { useDesk } from './desk';
import style from '../inspector/inspector.module.css';

/** Width is how much of a row an item has. */
export function Width({ found }: { found: Found }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  if (found.parent?.type === 'columns') return null;
  const now = found.item.width || 12;
  const shares = [12, 6, 4, 3];
  const options = (shares.includes(now) ? shares : [...shares, now]).map((one) => ({ value: one, label: one === 12 ? t('wholeRow') : shares.includes(one) ? `1/${12 / one}` : `${one}/12` }));
  return (
    <div className={style.setting}>
      <span id="width-of-item">{t('width')}</span>
      <Segmented
        block
        aria-labelledby="width-of-item"
        value={now}
        options={options}
        onChange={(width) => {
          const done = setWidth(desk.document(), desk.where(), desk.language, found.id, width);
          if (done) desk.perform(done, true);
        }}
      />
    </div>
  );
}
