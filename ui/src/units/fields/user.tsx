import { SearchInput, SearchView } from '../control/Search';
import { defineField } from './field';

export default defineField({ type: 'user', Input: SearchInput, View: SearchView });
