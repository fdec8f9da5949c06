import type { Language } from '../i18n/language';
import { problemText } from '../i18n/dictionary';
import { inOrder } from '../model/formproblem';
import style from './form.module.css';
import type { FormHandle } from './useForm';

/** focusField brings one field into view and puts the cursor into it. */
export function focusField(root: ParentNode, id: string): void {
  const place = root.querySelector<HTMLElement>(`[data-field="${CSS.escape(id)}"]`);
  if (!place) return;
  // Whatever it stands behind, such as a tab, opens.
  place.dispatchEvent(new Event('reveal', { bubbles: true }));
  place.scrollIntoView({ block: 'center' });
  const controls = [...place.querySelectorAll<HTMLElement>('input:not([hidden]):not(:disabled), textarea, select, button, [tabindex]')];
  // Of several controls the one that is wrong.
  const control = controls.find((one) => one.getAttribute('aria-invalid')) ?? controls[0];
  control?.focus({ preventScroll: true });
}

/** focusProblem goes to the first field with a problem, else to the summary. */
export function focusProblem(root: HTMLElement): void {
  const first = root.querySelector<HTMLElement>('[data-field][data-problem]');
  if (first) return focusField(root, first.dataset.field!);
  const summary = root.querySelector<HTMLElement>('[data-summary]');
  summary?.scrollIntoView({ block: 'center' });
  summary?.focus({ preventScroll: true });
}

/** line names the field, unless its sentence quotes the title already. */
function line(title: string, text: string, language: Language): string {
  return text.includes(`“${title}”`) || text.includes(`"${title}"`) ? text : title + (language === 'zh' ? '：' : ': ') + text;
}

/** Summary lists what is in the way, each line a link to its field; screen readers hear it when it appears. */
export function Summary({ form, prefix }: { form: FormHandle; prefix: string }) {
  const { view, problems, context, pages, page } = form;
  const rows = inOrder(view, [...problems.values()].flat()).filter(({ field }) => {
    const on = pages.findIndex((one) => one.fields.includes(field));
    return field === '' || on <= page;
  });
  if (rows.length === 0) return <div role="alert" />;
  const go = (field: string) => {
    const on = pages.findIndex((one) => one.fields.includes(field));
    if (on !== page && on >= 0) form.goTo(on);
    // The page has to be drawn before its field can be focused.
    setTimeout(() => focusField(document, `${prefix}${field}`));
  };
  return (
    <div role="alert" className={style.summary} data-summary tabIndex={-1}>
      <p>{context.t('form.problems', { count: rows.length })}</p>
      <ul>
        {rows.map(({ field, problem }) => (
          <li key={field + problem.code}>
            {field === '' ? (
              problemText(problem, context.language)
            ) : (
              <a
                href={`#${prefix}${field}-input`}
                onClick={(event) => {
                  event.preventDefault();
                  go(field);
                }}
              >
                {line(view.fields[field]!.title, problemText(problem, context.language), context.language)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
