import { AlertOutlined, ApiOutlined, AppstoreAddOutlined, DashboardOutlined, HistoryOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'admin/presets', area: 'presets', load: () => import('./Presets'), nav: { order: 60, Icon: AppstoreAddOutlined, group: 'manage' }, need: 'installation' },
  { path: 'admin/releases', area: 'releases', load: () => import('./Releases'), nav: { order: 70, Icon: HistoryOutlined, group: 'manage' }, need: 'publish' },
  { path: 'admin/connectors', area: 'connectors', load: () => import('./Connectors'), nav: { order: 75, Icon: ApiOutlined, group: 'manage' }, need: 'admin' },
  { path: 'admin/incidents', area: 'incidents', load: () => import('./Incidents'), nav: { order: 80, Icon: AlertOutlined, group: 'manage' }, need: 'admin' },
  { path: 'admin/system', area: 'system', load: () => import('./System'), nav: { order: 90, Icon: DashboardOutlined, group: 'manage' }, need: 'installation' },
);
