import { ApartmentOutlined, AuditOutlined, SafetyCertificateOutlined, TeamOutlined } from '@ant-design/icons';
import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'admin/people', area: 'people', load: () => import('./People'), nav: { order: 62, Icon: TeamOutlined, group: 'manage' }, need: 'installation' },
  { path: 'admin/people/:id', area: 'people', load: () => import('./User'), need: 'installation' },
  { path: 'admin/departments', area: 'departments', load: () => import('./Departments'), nav: { order: 64, Icon: ApartmentOutlined, group: 'manage' }, need: 'installation' },
  { path: 'admin/access', area: 'access', load: () => import('./Access'), nav: { order: 66, Icon: SafetyCertificateOutlined, group: 'manage' }, need: 'installation' },
  { path: 'admin/audit', area: 'audit', load: () => import('./Audit'), nav: { order: 90, Icon: AuditOutlined, group: 'manage' }, need: 'installation' },
  { path: 'account/sessions', area: 'devices', load: () => import('./Devices') },
);
