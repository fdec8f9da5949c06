import { BuildOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'design', area: 'design', load: () => import('../../../builder/home/Home'), nav: { order: 65, Icon: BuildOutlined, group: 'manage' }, need: 'design' },
  { path: 'design/:app', area: 'design', need: 'design', load: () => import('../../../builder/home/AppHome') },
  { path: 'design/:app/:kind/:key', area: 'design', need: 'design', load: () => import('../../../builder/frame/Workspace'), wide: true },
);
