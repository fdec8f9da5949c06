import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import { setTitle } from '../../model/formcommand';
import { setUnit } from '../../model/formfield';
import { Setting } from '../inspector/Settings';
import { useDesk, useDeskState, useDraft, typeName } from './desk';
import { FieldInspector } from './FieldInspector';
import { FormInspector } from './FormInspector';
import { PublicInspector } from './PublicInspector';
import { long } from './schemas';
import { TitleSetting } from './TitleSetting';
import { Width } from './Width';
import style from './inspector.module.css';

/** Inspector shows the settings of what is selected; of the form itself while nothing is. */
export function Inspector() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  useDraft();
  const selected = useDeskState((state) => state.selected);
  const mode = useDeskState((state) => state.mode);
  const found = desk.found(selected);
  const field = found?.item.field ? desk.field(found.item.field) : undefined;
  const name = found ? typeName(desk, field?.type ?? found.item.type ?? '') : mode === 'public' ? t('publicPage') : t('theForm');
  return (
    <section className={style.inspector} aria-label={t('inspector', { name })} onBlur={desk.design.settle}>
      <header>
        <h2>{name}</h2>
        {found ? (
          <Button type="text" size="small" onClick={() => desk.select(undefined)}>
            {mode === 'public' ? t('toPublic') : t('toForm')}
          </Button>
        ) : null}
      </header>
      {field ? <FieldInspector key={field.type} field={field} item={found!.item} /> : found ? <UnitInspector key={found.id} id={found.id} /> : mode === 'public' ? <PublicInspector /> : <FormInspector />}
    </section>
  );
}

function UnitInspector({ id }: { id: string }) {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const found = desk.found(id);
  if (!found) return null;
  const { item } = found;
  const said = item.type === 'notice' || item.type === 'section' || item.type === 'page';
  const name = (value: Text) => {
    const done = setTitle(desk.document(), desk.where(), desk.language, id, value);
    if (done) desk.design.do(done.command);
  };
  const put = (name: 'title' | 'text', value: unknown) => desk.design.do(setUnit(desk.document(), desk.where(), desk.language, id, name, value as Text).command);
  return (
    <div className={style.body}>
      {item.type === 'columns' ? <p className={style.hint}>{t('columnsHint')}</p> : <TitleSetting id={id} value={item.title} onChange={name} />}
      {said ? <Setting name="text" title={t(item.type === 'notice' ? 'noticeText' : 'unitText')} schema={long} root={long} value={item.text} beside={{}} onChange={(value) => put('text', value)} pointer="" problems={[]} /> : null}
      {item.type === 'notice' ? <Width found={found} /> : null}
      {item.type === 'tabs' ? <p className={style.hint}>{t('tabsHint')}</p> : null}
    </div>
  );
}
