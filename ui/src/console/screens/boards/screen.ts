import { defineScreens } from '../../screen';

export default defineScreens({ path: 'b/:app/:board', area: 'boards', load: () => import('./Board') });
