import { BellOutlined, CarryOutOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: '', area: 'work', load: () => import('./Home') },
  { path: 'work', area: 'work', load: () => import('./Work'), nav: { order: 10, Icon: CarryOutOutlined, count: 'tasks' } },
  { path: 'inbox', area: 'inbox', load: () => import('./Inbox'), nav: { order: 20, Icon: BellOutlined, count: 'inbox' } },
);
