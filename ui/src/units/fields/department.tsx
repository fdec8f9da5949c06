import { SearchInput, SearchView } from '../control/Search';
import { defineField } from './field';

export default defineField({ type: 'department', absent: 'form.choice.required', Input: SearchInput, View: SearchView });
