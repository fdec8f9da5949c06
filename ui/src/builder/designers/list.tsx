import { useTranslation } from 'react-i18next';
import { resolve } from '../../model/design';
import type { OptionSpec } from '../../model/optiondesign';
import { Options } from '../inspector/Options';
import { Part, Sheet } from '../parts/Sheet';
import { useChange } from '../parts/useChange';
import { useDocument, useSurroundings } from '../useDesign';

interface ListSpec {
  options: OptionSpec[];
}

/** The designer of dictionaries: the choices that many fields share. */
export default function List() {
  const { t } = useTranslation('designparts');
  const { problems, catalog } = useSurroundings();
  const { spec } = useDocument<ListSpec>();
  const change = useChange<ListSpec>();
  // A choice is the same thing in a field and in a dictionary; the catalogue has the words for it.
  const unit = catalog.fields.find(({ settings }) => settings.properties?.options?.['x-editor'] === 'options');
  const one = unit ? resolve(unit.settings.properties!.options!.items ?? {}, unit.settings) : {};
  return (
    <Sheet>
      <Part title={t('list.title')} hint={t('list.hint')}>
        <Options id="list-options" list={spec.options ?? []} schema={one} root={unit?.settings ?? {}} pointer="/spec/options" problems={problems} most={5000} onChange={(next) => change('list.options', ({ spec: draft }) => void (draft.options = next), 'options')} />
      </Part>
    </Sheet>
  );
}
