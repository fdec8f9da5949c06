import { useTranslation } from 'react-i18next';
import { Settings } from '../inspector/Settings';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';

/** The designer of kinds that need no canvas: one editor for every setting that the kind has. */
export default function Generic() {
  const { t } = useTranslation('design');
  const { catalog, place, problems } = useSurroundings();
  const document = useDocument();
  const change = useChange();
  const schema = catalog.kinds.find(({ id }) => id === place.kind)?.settings ?? {};
  return (
    <Sheet>
      <Part title={t('settings')}>
        <Settings schema={schema} value={document.spec} pointer="/spec" problems={problems} onChange={(spec, name) => change('changed', (draft) => void (draft.spec = spec), name)} />
      </Part>
    </Sheet>
  );
}
