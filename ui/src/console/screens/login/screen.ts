import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'login', area: 'login', bare: true, load: () => import('./Login') },
  { path: 'setup', area: 'login', bare: true, load: () => import('./Setup') },
  { path: 'join', area: 'login', bare: true, load: () => import('./Join') },
  { path: 'forgot', area: 'login', bare: true, load: () => import('./Forgot') },
  { path: 'password', area: 'login', bare: true, load: () => import('./MustChange') },
);
