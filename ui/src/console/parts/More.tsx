import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import style from './tabs.module.css';

interface MoreProps {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** More reads the next piece of a list, while there is one. */
export function More({ hasNextPage, isFetchingNextPage, fetchNextPage }: MoreProps) {
  const { t } = useTranslation('common');
  if (!hasNextPage) return null;
  return (
    <p className={style.more}>
      <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
        {t('loadMore')}
      </Button>
    </p>
  );
}
