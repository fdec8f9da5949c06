import { DeleteOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'a/:app/:form', area: 'list', load: () => import('./List') },
  { path: 'a/:app/:form/bin', area: 'list', load: () => import('./Bin') },
  { path: 'admin/bin', area: 'bins', load: () => import('./Bins'), nav: { order: 72, Icon: DeleteOutlined, group: 'manage' }, need: 'delete' },
);
