import { useTranslation } from 'react-i18next';
import type { Wait } from '../../../model/record';
import { When } from '../../parts/When';
import { useDesk } from './desk';
import style from './panel.module.css';

/** Waits lists what the record waits for beside people: a moment, a condition, or the answer of another system. */
export function Waits({ waits }: { waits: readonly Wait[] }) {
  const { t } = useTranslation('record');
  const { zone } = useDesk();
  return (
    <>
      {waits.map((wait) => (
        <li key={`${wait.node}-${wait.branch}`}>
          <b>{wait.title || t(`waiting.${wait.kind}`)}</b>
          <BranchName id={wait.branch} />
          <span className={style.people}>{t(wait.stuck ? 'waiting.stuck' : `waiting.${wait.kind}`)}</span>
          {wait.until ? <When at={wait.until} zone={zone} /> : null}
          {wait.timeout ? (
            <span>
              {t('waiting.timeout')} <When at={wait.timeout} zone={zone} />
            </span>
          ) : null}
        </li>
      ))}
    </>
  );
}

/** BranchName says which of several parallel branches something stands in. */
export function BranchName({ id }: { id?: number }) {
  const { t } = useTranslation('record');
  const branch = useDesk().record.process?.branches?.find((one) => one.id === id);
  return branch ? <small>{t('waiting.branch', { title: branch.title || branch.fork })}</small> : null;
}
