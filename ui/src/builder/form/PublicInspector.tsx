import { useTranslation } from 'react-i18next';
import { Setting } from '../inspector/Settings';
import { useSurroundings } from '../useDesign';
import { useDesk, useDraft } from './desk';
import { flag } from './schemas';
import type { FormSpec } from '../../model/formdesign';
import style from './inspector.module.css';

/** PublicInspector is the public page of the form as a whole. */
export function PublicInspector() {
  const { t } = useTranslation('designform');
  const desk = useDesk();
  const { problems } = useSurroundings();
  const { spec } = useDraft();
  const open = (on: unknown) =>
    desk.design.do<FormSpec>({ said: { key: 'form.settings' }, gesture: 'public:enabled', apply: (draft) => void ((draft.spec as FormSpec).public = { layout: [], ...spec.public, enabled: on === true }) });
  return (
    <div className={style.body}>
      <Setting root={{}} beside={{}} problems={problems} name="enabled" title={t('public.enabled')} schema={flag} value={spec.public?.enabled} pointer="/spec/public/enabled" onChange={open} />
    </div>
  );
}
