import { useTranslation } from 'react-i18next';
import { say } from '../../i18n/text';
import { pointerOf, type Selection } from '../../model/flow';
import { Pane } from '../parts/Pane';
import { useFlow } from './useFlow';
import { ArrowForm } from './ArrowForm';
import { PartForm } from './PartForm';
import { StepForm } from './StepForm';

/** Side is the inspector: everything about what is selected. */
export function Side({ selection }: { selection: Selection }) {
  const { t } = useTranslation('designprocess');
  const { flow, names, select, wrong } = useFlow();
  const { part, key } = selection;
  const pointer = pointerOf(flow, selection);
  const keyed = part === 'settings' || part === 'people' || part === 'replies' || part === 'unsent' ? undefined : (flow[part] as { key: string; title?: (typeof flow.statuses)[number]['title'] }[] | undefined)?.find((one) => one.key === key);
  const step = part === 'nodes' ? flow.nodes.find((one) => one.key === key) : undefined;
  const arrow = part === 'transitions' ? flow.transitions.find((one) => one.key === key) : undefined;
  const title = step ? names.step(step) : arrow ? names.arrow(arrow) || t('arrow') : say(part === 'people' ? flow.people[key]?.title : keyed?.title, names.language) || (part === 'people' ? key : t(`part.${part}`));
  return (
    <Pane label={t('inspector')} kind={step ? say(names.info(step.type)?.label, names.language) : t(`part.${part}`)} title={title} close={{ label: t('close'), go: () => select(undefined) }} trouble={wrong.get(`${part}/${key}`)}>
      {step ? <StepForm step={step} pointer={pointer} /> : arrow ? <ArrowForm arrow={arrow} pointer={pointer} /> : <PartForm selection={selection} pointer={pointer} />}
    </Pane>
  );
}
