import { useTranslation } from 'react-i18next';
import { useUnits } from '../../../form';
import { isEmpty } from '../../../model/formview';
import { results } from '../../../model/results';
import { fields } from '../../../units/fields';
import { useDesk } from './desk';
import style from './results.module.css';

/** Results are what the fields of a step add up to while they are filled: scores, quadrants. */
export function Results({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation('record');
  const { view, state, context } = useDesk().sheet;
  const shown = results(view, state, keys);
  const ready = useUnits(shown.map((key) => view.fields[key]!.type));
  if (shown.length === 0 || !ready) return null;
  return (
    <section className={style.results} aria-label={t('results')} aria-live="polite">
      <dl>
        {shown.map((key) => {
          const field = view.fields[key]!;
          const { View } = fields.get(field.type);
          return (
            <div key={key} data-empty={isEmpty(state.values[key]) || undefined}>
              <dt>{field.title}</dt>
              <dd>
                <View field={field} value={state.values[key]} context={context} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
