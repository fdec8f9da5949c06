import { Drawer, FloatButton, Segmented } from 'antd';
import { PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../../console/parts/useNarrow';
import { toLanguage } from '../../i18n/text';
import { Canvas } from '../form/Canvas';
import { DeskContext, openDesk, useDesk, useDeskState, useDraft, type Mode } from '../form/desk';
import { Dialogs } from '../form/Dialogs';
import { Inspector } from '../form/Inspector';
import { Logic } from '../form/Logic';
import { lookAt } from '../form/lookAt';
import { Palette } from '../form/Palette';
import { Preview } from '../form/Preview';
import { useSurroundings } from '../useDesign';
import style from '../form/form.module.css';

/** The designer of forms: a palette, the form itself as a canvas, and an inspector. */
export default function FormDesigner() {
  const { t, i18n } = useTranslation(['designform', 'designpublic', 'settings', 'said']);
  const { design, catalog } = useSurroundings();
  const desk = useMemo(() => openDesk(design, catalog, toLanguage(i18n.language), t('designform:option')), [design, catalog, i18n.language, t]);
  return (
    <DeskContext value={desk}>
      <Desk />
    </DeskContext>
  );
}

function Desk() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { at } = useSurroundings();
  const narrow = useNarrow();
  const mode = useDeskState((state) => state.mode);
  const drawer = useDeskState((state) => state.drawer);
  useEffect(() => lookAt(desk, at), [desk, at]);
  const close = () => desk.store.setState((now) => ({ drawer: undefined, focus: now.focus + 1 }));
  return (
    <div className={style.designer}>
      <Modes />
      <div className={style.desk} data-mode={mode}>
        {mode === 'logic' ? (
          <Logic />
        ) : (
          <>
            {narrow ? null : <Palette />}
            <Canvas />
            {narrow ? null : <Inspector />}
          </>
        )}
      </div>
      {narrow && mode !== 'logic' ? (
        <>
          <Drawer open={drawer === 'palette'} placement="bottom" size="70vh" title={t('palette')} onClose={close} styles={{ body: { padding: 0 } }}>
            <Palette />
          </Drawer>
          <Drawer open={drawer === 'inspector'} placement="bottom" size="80vh" title={t('settings')} onClose={close} styles={{ body: { padding: 0 } }}>
            <Inspector />
          </Drawer>
          <FloatButton icon={<SettingOutlined aria-hidden />} aria-label={t('settings')} style={{ insetBlockEnd: 112 }} onClick={() => desk.put({ drawer: 'inspector' })} />
          <FloatButton icon={<PlusOutlined aria-hidden />} type="primary" aria-label={t('palette')} onClick={() => desk.put({ drawer: 'palette' })} />
        </>
      ) : null}
      <Dialogs />
      <Preview />
    </div>
  );
}

/** Modes are the sides of a form: what people inside see, what happens while it is filled, and what strangers see. */
function Modes() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const mode = useDeskState((state) => state.mode);
  const { spec } = useDraft();
  const options: { value: Mode; label: string }[] = [
    { value: 'form', label: t('mode.form') },
    { value: 'logic', label: t('mode.logic', { count: (spec.logic ?? []).length + (spec.checks ?? []).length }) },
    { value: 'public', label: t('mode.public') },
  ];
  return (
    <div className={style.modes}>
      <Segmented aria-label={t('modes')} value={mode} options={options} onChange={(next) => desk.put({ mode: next, selected: undefined, editing: undefined, about: undefined })} />
      <span>{t('fieldCount', { count: spec.fields.filter((field) => !field.deleted).length })}</span>
    </div>
  );
}
