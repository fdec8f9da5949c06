import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { useDocument, useSurroundings } from '../../useDesign';
import { defineEditor, type EditorProps } from '../editor';
import { partsOf, processOf } from '../references';

/** Moments in the life of a record: it was made, entered or left a status or step, somebody wrote, a promise was kept. */
function Edit({ id, value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('designprocess');
  const { bundle } = useSurroundings();
  const language = toLanguage(i18n.language);
  const process = processOf(bundle, useDocument());
  const parts = (name: string) => partsOf(process, name, language);
  const statuses = parts('statuses');
  const steps = parts('nodes').filter((step) => !statuses.some((status) => status.value === step.value));
  const option = (point: string, name = '') => ({ value: point, label: t(`point.${point.split(':').slice(0, name ? 1 : 2).join('_')}`, { name }) });
  const known = [
    ...['create', 'comment:staff', 'comment:customer', 'comment:internal'].map((point) => option(point)),
    ...['enter', 'leave'].flatMap((what) => statuses.map((one) => option(`${what}:${one.value}`, one.label))),
    ...parts('promises').map((one) => option(`told:${one.value}`, one.label)),
    ...['enter', 'leave'].flatMap((what) => steps.map((one) => ({ value: `${what}:${one.value}`, label: t(`point.${what}Step`, { name: one.label }) }))),
  ];
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return <Select id={id} mode="multiple" value={chosen} options={known} showSearch={{ optionFilterProp: 'label' }} onChange={onChange} style={{ width: '100%' }} />;
}

export default defineEditor({ Edit });
