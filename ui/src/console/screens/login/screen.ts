import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'login', area: 'login', bare: true, load: () => import('./Login') },
  { path: 'setup', area: 'login', bare: true, load: () => import('./Setup') },
  { path: 'password', area: 'login', bare: true, load: () => import('./MustChange') },
);
