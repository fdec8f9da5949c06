import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClear } from '../../console/parts/useClear';
import { kept, replace, replaced, type GoneOption, type Order } from '../../model/migration';
import style from './move.module.css';

/** GoneOptions asks what takes the place of options that go while records hold them. */
export function GoneOptions({ list, order, onOrder }: { list: readonly GoneOption[]; order: Order; onOrder: (order: Order) => void }) {
  const clear = useClear();
  const { t } = useTranslation('design');
  if (list.length === 0) return null;
  return (
    <table className={style.places}>
      <caption>{t('move.options')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('move.option')}</th>
          <th scope="col">{t('move.count')}</th>
          <th scope="col">{t('move.becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((gone) => {
          const name = `${gone.fieldTitle} · ${gone.optionTitle}`;
          return (
            <tr key={`${gone.form}/${gone.field}/${gone.option}`}>
              <td>{name}</td>
              <td>{gone.count}</td>
              <td>
                <Select
                  aria-label={t('move.becomesFrom', { name })}
                  allowClear={clear}
                  placeholder={t('move.chooseOption')}
                  value={replaced(order, gone)}
                  options={[...gone.choices.map(({ key, title }) => ({ value: key, label: title })), { value: kept, label: t('move.keepOption') }]}
                  onChange={(to: string | undefined) => onOrder(replace(order, gone, to))}
                  popupMatchSelectWidth={false}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
