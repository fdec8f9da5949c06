import { WarningOutlined } from '@ant-design/icons';
import type { Problem } from '../../api/problem';
import { ApiError } from '../../api/problem';
import { problemText } from '../../i18n/console';
import style from './form.module.css';

/** Faults says what a server refused, all of it, and is read out when it appears. */
export function Faults({ error, problems }: { error?: unknown; problems?: readonly Problem[] }) {
  const list = problems ?? (error instanceof ApiError ? error.problems : []);
  const words = list.length > 0 ? list.map(problemText) : error ? [String(error)] : [];
  return (
    <div role="alert">
      {words.length > 0 ? (
        <div className={style.faults}>
          <WarningOutlined aria-hidden />
          <div>
            {words.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </div>
      ) : null}
    </div>
  );
}
