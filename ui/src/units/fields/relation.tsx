import { SearchInput, SearchView } from '../control/Search';
import { defineField } from './field';

export default defineField({ type: 'relation', Input: SearchInput, View: SearchView });
