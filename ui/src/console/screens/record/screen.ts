import { defineScreens } from '../../screen';

export default defineScreens(
  { path: 'a/:app/:form/new', area: 'record', load: () => import('./New') },
  { path: 'a/:app/:form/:id', area: 'record', load: () => import('./Record') },
);
