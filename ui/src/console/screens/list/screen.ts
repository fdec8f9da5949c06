import { defineScreens } from '../../screen';

export default defineScreens({ path: 'a/:app/:form', area: 'list', load: () => import('./List') });
