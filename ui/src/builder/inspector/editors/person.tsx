import { Select } from 'antd';
import { useClear } from '../../../console/parts/useClear';
import { useState } from 'react';
import { useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { usePeople } from '../usePeople';

/** One colleague, found by name. */
function Edit({ id, value, onChange }: EditorProps) {
  const clear = useClear();
  const { place } = useSurroundings();
  const [words, setWords] = useState('');
  const found = usePeople(place.app, words);
  const options = (found.data ?? []).map((one) => ({ value: one.id, label: one.name }));
  const chosen = typeof value === 'string' && value ? value : undefined;
  if (chosen && !options.some((one) => one.value === chosen)) options.push({ value: chosen, label: chosen });
  return <Select id={id} value={chosen} allowClear={clear} showSearch={{ filterOption: false, onSearch: setWords }} options={options} onChange={(next: string | undefined) => onChange(next)} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
