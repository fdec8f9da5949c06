import { SendOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens({ path: 'messages', area: 'messages', load: () => import('./Log'), nav: { order: 30, Icon: SendOutlined, group: 'manage' }, need: 'messages' });
