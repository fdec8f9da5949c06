import { WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemText } from '../../i18n/console';
import { say, toLanguage } from '../../i18n/text';
import { hintsOf } from '../../model/rulehints';
import { designUrl } from '../kinds';
import { useCheck, useSurroundings } from '../useDesign';
import style from './rule.module.css';

/** Neighbours tells where this rule and others get into each other's way, with a way to each of them. */
export function Neighbours() {
  const { t, i18n } = useTranslation('designrule');
  const { place, bundle } = useSurroundings();
  const checked = useCheck(place.app);
  const hints = hintsOf(checked.data?.problems ?? [], place.key);
  const title = (key: string) => say(bundle.find((one) => one.kind === 'rule' && one.key === key)?.title, toLanguage(i18n.language)) || key;
  if (hints.length === 0) return null;
  return (
    <section className={style.neighbours} aria-labelledby="rule-neighbours">
      <h2 id="rule-neighbours">{t('neighbours')}</h2>
      <ul>
        {hints.map(({ problem, others }, at) => (
          <li key={at} data-hard={problem.warning ? undefined : true}>
            <WarningOutlined aria-hidden />
            <span>
              {problem.message || problemText(problem)}
              {others.map((key) => (
                <Link key={key} to={designUrl(place.app, 'rule', key, problem.code === 'rule.same_order' || problem.code === 'rule.too_late' ? '/spec/order' : '/spec/then')}>
                  {t('openRule', { title: title(key) })}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
