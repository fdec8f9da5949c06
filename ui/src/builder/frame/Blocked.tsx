import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Problem } from '../../api/problem';
import { problemText } from '../../i18n/console';
import { designUrl, placeOf } from '../kinds';
import style from './frame.module.css';

const shown = 50;

/** Blocked lists what stands against a publish, by the definition it is in; a press leads to it. */
export function Blocked({ app, problems, onClose }: { app: string; problems: readonly Problem[]; onClose: () => void }) {
  const { t } = useTranslation('design');
  const navigate = useNavigate();
  const groups = grouped(problems);
  return (
    <div className={style.blocked} role="alert">
      <p>{t('publish.blocked', { count: groups.reduce((sum, { list }) => sum + list.length, 0) })}</p>
      {groups.map(({ title, list }) => (
        <section key={title}>
          {title ? <h4>{title}</h4> : null}
          <ul>
            {list.slice(0, shown).map((problem) => {
              const { kind, key, at } = placeOf(problem.pointer);
              const go = () => {
                onClose();
                void navigate(designUrl(app, kind, key, at));
              };
              return (
                <li key={problem.pointer + problem.code + wordsOf(problem)}>
                  <button type="button" onClick={go}>
                    {problem.place ? <b>{problem.place}</b> : null} {wordsOf(problem)}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

export const wordsOf = (problem: Problem): string => problem.message || problemText(problem);

/** grouped puts problems under their definitions; what is said twice of one place, such as of a text in two languages, stands once. */
export function grouped(problems: readonly Problem[]): { title: string; list: Problem[] }[] {
  const groups = new Map<string, Map<string, Problem>>();
  for (const problem of problems) {
    const title = problem.title ?? '';
    const list = groups.get(title) ?? new Map<string, Problem>();
    const words = `${problem.place ?? problem.pointer}\n${wordsOf(problem)}`;
    if (!list.has(words)) list.set(words, problem);
    groups.set(title, list);
  }
  return [...groups].map(([title, list]) => ({ title, list: [...list.values()] }));
}
