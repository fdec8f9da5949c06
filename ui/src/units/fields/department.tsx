import { SearchInput, SearchView } from '../control/Search';
import { defineField } from './field';

export default defineField({ type: 'department', Input: SearchInput, View: SearchView });
