import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { get } from '../../../api/client';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';

interface Found {
  id: string;
  name: string;
}

/** One colleague, found by name. */
function Edit({ id, value, onChange }: EditorProps) {
  const { place } = useSurroundings();
  const [words, setWords] = useState('');
  const found = useQuery({ queryKey: ['people', place.app, words], queryFn: () => get<Found[]>(`apps/${place.app}/people`, { query: { q: words } }), placeholderData: (before) => before });
  const options = (found.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const chosen = typeof value === 'string' && value ? value : undefined;
  if (chosen && !options.some((one) => one.value === chosen)) options.push({ value: chosen, label: chosen });
  return <Select id={id} value={chosen} allowClear showSearch={{ filterOption: false, onSearch: setWords }} options={options} onChange={(next: string | undefined) => onChange(next)} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
