import { useTranslation } from 'react-i18next';
import { Settings } from '../inspector/Settings';
import { useDocument, useSurroundings } from '../useDesign';
import { Part } from './Sheet';
import { useChange } from './useChange';

/** KindSettings is one editor for every setting that a kind of definition has, but those designed elsewhere. */
export function KindSettings({ without }: { without?: readonly string[] }) {
  const { t } = useTranslation('design');
  const { catalog, place, problems } = useSurroundings();
  const document = useDocument();
  const change = useChange();
  const schema = catalog.kinds.find(({ id }) => id === place.kind)?.settings ?? {};
  return (
    <Part title={t('settings')}>
      <Settings schema={schema} value={document.spec} pointer="/spec" problems={problems} without={without} onChange={(spec, name) => change('changed', (draft) => void (draft.spec = spec), name)} />
    </Part>
  );
}
