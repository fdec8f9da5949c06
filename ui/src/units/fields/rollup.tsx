import formula from './formula';
import { defineField } from './field';

/** What other records come to, written like a formula; nothing on this page changes it before it is saved. */
export default defineField({ ...formula, type: 'rollup' });
