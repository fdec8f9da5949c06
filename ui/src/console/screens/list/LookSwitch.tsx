import { AppstoreOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

export type Look = 'table' | 'board';

/** LookSwitch chooses between the rows of a list and its columns by status. */
export function LookSwitch({ value, onChange }: { value: Look; onChange: (look: Look) => void }) {
  const { t } = useTranslation('list');
  return (
    <Segmented<Look>
      aria-label={t('board.look')}
      value={value}
      onChange={onChange}
      options={[
        { value: 'table', icon: <UnorderedListOutlined aria-hidden />, label: t('board.table') },
        { value: 'board', icon: <AppstoreOutlined aria-hidden />, label: t('board.board') },
      ]}
    />
  );
}
