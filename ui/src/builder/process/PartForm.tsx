import { useTranslation } from 'react-i18next';
import type { Flow, Selection, Sla } from '../../model/flow';
import { Setting, Settings } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { DuePreview } from './DuePreview';
import { Split } from './Split';
import { useFlow } from './useFlow';
import { useSchema, useSet } from './useParts';
import { WhoNow } from './WhoNow';
import style from './rail.module.css';

const text = { 'x-editor': 'text' };
/** Which part of the schema describes a part of the process. */
const schemas = { statuses: 'status', people: 'people', moves: 'move', slas: 'sla', promises: 'promise' } as const;
/** What is edited on the canvas and in the lists beside it. */
const elsewhere = ['form', 'statuses', 'people', 'nodes', 'transitions', 'moves', 'slas', 'promises', 'layout'];

/** PartForm is everything about one part beside the canvas: a status, a people rule, a clock; or about the process itself. */
export function PartForm({ selection, pointer }: { selection: Selection; pointer: string }) {
  const { t } = useTranslation('designprocess');
  const { problems } = useSurroundings();
  const { flow } = useFlow();
  const { root, of } = useSchema();
  const set = useSet();
  const { part, key } = selection;
  if (part === 'nodes' || part === 'transitions') return null;
  if (part === 'settings' || part === 'replies' || part === 'unsent') {
    return <Settings schema={root} value={flow as unknown as Record<string, unknown>} pointer="/spec" problems={problems} without={elsewhere} onChange={(next, name) => set(`/spec/${name}`, next[name])} />;
  }
  if (part === 'people') {
    return (
      <>
        <Setting name="title" title={t('title')} schema={text} root={text} value={flow.people[key]?.title} beside={{}} pointer={`${pointer}/title`} problems={problems} onChange={(next) => set(`${pointer}/title`, next)} />
        <Setting name={key} title={t('people')} schema={{ $ref: '#/$defs/people' }} root={root} value={flow.people[key]} beside={{}} pointer={pointer} problems={problems} onChange={(next) => set(pointer, next ?? { find: [] })} />
        <WhoNow rule={key} />
        <p className={style.quiet}>{t('keySaid', { key })}</p>
      </>
    );
  }
  const value = ((flow[part] ?? []) as { key: string }[]).find((one) => one.key === key) as unknown as Record<string, unknown>;
  return (
    <>
      <Settings schema={of(schemas[part])} root={root} value={value} pointer={pointer} problems={problems} without={['key']} onChange={(next, name) => set(`${pointer}/${name}`, next[name])} />
      {part === 'slas' ? <DuePreview sla={value as unknown as Sla} /> : null}
      {part === 'statuses' ? <Split status={value as unknown as Flow['statuses'][number]} /> : null}
      <p className={style.quiet}>{t('keySaid', { key })}</p>
    </>
  );
}
