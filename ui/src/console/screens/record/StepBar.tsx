import { CheckOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { passed, type PathStatus } from '../../../model/record';
import style from './stepbar.module.css';

/** StepBar is the main path of a process: what is behind, where the record stands, what is ahead. */
export function StepBar({ statuses }: { statuses: readonly PathStatus[] }) {
  const { t } = useTranslation('record');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const now = box?.querySelector<HTMLElement>('[aria-current]');
    if (box && now) box.scrollLeft = now.offsetLeft - box.clientWidth / 2 + now.clientWidth / 2;
  }, [statuses]);
  return (
    // Focusable so that people without a mouse can scroll it.
    <ol ref={list} className={style.bar} aria-label={t('path')} tabIndex={0}>
      {statuses.map((status) => (
        <li key={status.key} data-state={passed(status) ? 'past' : status.state} aria-current={status.state === 'now' ? 'step' : undefined}>
          <i aria-hidden="true">{passed(status) ? <CheckOutlined aria-hidden /> : null}</i>
          <span>{status.title}</span>
          {passed(status) ? <span className="visually-hidden">{t('stepDone')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
