import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import { setOr, type BoardSpec, type FilterSpec } from '../../model/boarddesign';
import { fresh, type Schema } from '../../model/design';
import { periods } from '../../model/dashboard';
import { Setting } from '../inspector/Settings';
import { definitionsOf } from '../inspector/references';
import { Pane } from '../parts/Pane';
import { Whole } from '../parts/Whole';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';
import { useBoard } from './useBoard';
import style from './board.module.css';

const text: Schema = { 'x-editor': 'text' };
const roles: Schema = { type: 'array', 'x-editor': 'roles', items: { type: 'string' } };

/** BoardForm is what holds for the whole board: its name, who sees it, the time shown first and what it can be narrowed by. */
export function BoardForm() {
  const { t } = useTranslation(['designboard', 'boards']);
  const { problems } = useSurroundings();
  const { title, spec } = useDocument<BoardSpec>();
  const change = useChange<BoardSpec>();
  const id = useId();
  const common = { root: {}, beside: {}, problems };
  return (
    <Pane label={t('inspector')} title={t('board')}>
      <Setting {...common} name="title" title={t('boardName')} required schema={text} value={title} pointer="/title" onChange={(value) => change('renamed', (draft) => void (draft.title = (value ?? '') as Text), 'title')} />
      <div className={style.line}>
        <label htmlFor={`${id}-period`}>{t('firstPeriod')}</label>
        <Select id={`${id}-period`} value={spec.period ?? 'all'} options={periods.map((one) => ({ value: one, label: t(`boards:periods.${one}`) }))} onChange={(next) => change('board.settings', ({ spec: draft }) => setOr(draft, 'period', next === 'all' ? undefined : next))} />
      </div>
      <Filters />
      <Setting {...common} name="roles" title={t('roles')} schema={roles} value={spec.roles} pointer="/spec/roles" onChange={(value) => change('board.settings', ({ spec: draft }) => setOr(draft, 'roles', value as string[] | undefined), 'roles')} />
      <p className={style.hint}>{t('rolesHint')}</p>
      <label className={style.small}>
        {t('place')}
        <InputNumber value={spec.order} precision={0} onChange={(next) => change('board.settings', ({ spec: draft }) => setOr(draft, 'order', next ?? undefined), 'order')} />
      </label>
      <p className={style.hint}>{t('keys')}</p>
      <Whole />
    </Pane>
  );
}

/** Filters are the fields that a reader can narrow the board by. */
function Filters() {
  const { t } = useTranslation('designboard');
  const { spec, language, fields } = useBoard();
  const { bundle } = useSurroundings();
  const change = useChange<BoardSpec>();
  const asked = new Set(spec.widgets.map(({ question }) => question.dataset));
  const forms = definitionsOf(bundle, 'form', language).filter(({ value }) => asked.has(value));
  const list = spec.filters ?? [];
  const set = (next: FilterSpec[]) => change('board.filters', ({ spec: draft }) => setOr(draft, 'filters', next));
  const taken = (form: string, field: string) => list.some((one) => one.form === form && one.field === field);
  const choices = forms.map(({ value: form, label }) => ({
    label,
    options: fields(form).filter(({ few, field }) => few && !taken(form, field)).map(({ field, title }) => ({ value: `${form}/${field}`, label: title })),
  }));
  const add = (chosen: string) => {
    const [form = '', ...rest] = chosen.split('/');
    const field = rest.join('/');
    set([...list, { key: fresh(field.replace(/^record\./, '').toLowerCase().replace(/\W/g, '_'), list.map(({ key }) => key)), form, field }]);
  };
  return (
    <div className={style.block}>
      <h3>{t('filters')}</h3>
      {list.map((one, at) => {
        const title = fields(one.form).find(({ field }) => field === one.field)?.title ?? one.field;
        return (
          <div key={one.key} className={style.row}>
            <span>{title}</span>
            <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('dropFilter', { title })} onClick={() => set(list.filter((_, index) => index !== at))} />
          </div>
        );
      })}
      {asked.size === 0 ? <p className={style.hint}>{t('filtersHint')}</p> : <Select value={null} suffixIcon={<PlusOutlined aria-hidden />} aria-label={t('addFilter')} placeholder={t('addFilter')} options={choices} showSearch={{ optionFilterProp: 'label' }} disabled={list.length >= 8} onChange={(chosen: string | null) => chosen && add(chosen)} />}
    </div>
  );
}
