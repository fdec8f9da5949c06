import { KeyOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'account/tokens', area: 'tokens', load: () => import('./Tokens') },
  { path: 'admin/tokens', area: 'tokens', load: () => import('./AllTokens'), nav: { order: 68, Icon: KeyOutlined, group: 'manage' }, need: 'installation' },
);
