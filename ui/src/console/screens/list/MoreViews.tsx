import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListView } from '../../../model/list';
import { ViewTitle } from './ViewTitle';

/** MoreViews opens the views that found no room as tabs. */
export function MoreViews({ views, onChoose }: { views: readonly ListView[]; onChoose: (key: string) => void }) {
  const { t } = useTranslation('list');
  if (views.length === 0) return null;
  const items = views.map((view) => ({ key: view.key, label: <ViewTitle view={view} /> }));
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => onChoose(key), style: { maxHeight: 420, overflow: 'auto' } }} trigger={['click']} placement="bottomRight">
      <Button type="text" aria-haspopup="menu">
        {t('moreViews', { count: views.length })} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
