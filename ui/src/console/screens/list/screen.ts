import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'a/:app/:form', area: 'list', load: () => import('./List') },
  { path: 'a/:app/:form/bin', area: 'list', load: () => import('./Bin') },
);
