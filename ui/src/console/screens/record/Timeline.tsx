import { BranchesOutlined, DownOutlined, RobotOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { language } from '../../../i18n/console';
import { comma } from '../../../i18n/sentence';
import type { TimelineEntry } from '../../../model/record';
import { granted } from '../../../model/session';
import { clock, dayOf, fullTime } from '../../../model/time';
import { stretches } from '../../../model/timeline';
import { Lines } from '../../parts/Lines';
import { More } from '../../parts/More';
import { Avatar } from '../../parts/Person';
import { Failed, State } from '../../parts/State';
import { usePages } from '../../parts/usePages';
import { useSession } from '../../session';
import { useDesk } from './desk';
import style from './timeline.module.css';

/** byDay puts entries below the day they happened on, newest first as they come. */
function byDay(entries: readonly TimelineEntry[], zone?: string): { day: string; entries: TimelineEntry[] }[] {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at, language(), zone);
    if (days.at(-1)?.day === day) days.at(-1)!.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** Timeline is the history of the record in sentences, with what changed and which rule did it. */
export function Timeline() {
  const { t } = useTranslation('record');
  const { app, form, record, path, zone } = useDesk();
  const pages = usePages<TimelineEntry>(['timeline', app, form, record.id, record.rev], `${path}/timeline`, { limit: undefined });
  if (!pages.items) return pages.isError ? <Failed small error={pages.error} onRetry={() => void pages.refetch()} /> : <Lines count={6} />;
  if (pages.items.length === 0) return <State small title={t('timeline.empty')} />;
  return (
    <>
      {byDay(pages.items, zone).map(({ day, entries }) => (
        <section key={day} className={style.day}>
          <h3>{day}</h3>
          {stretches(entries).map(({ aside, entries: inside }) =>
            aside ? (
              <Folded key={inside[0]!.seq} entries={inside} zone={zone} />
            ) : (
              <Entries key={inside[0]!.seq} entries={inside} zone={zone} />
            ),
          )}
        </section>
      ))}
      <More {...pages} />
    </>
  );
}

function Entries({ entries, zone }: { entries: readonly TimelineEntry[]; zone?: string }) {
  return (
    <ol>
      {entries.map((entry) => (
        <Entry key={entry.seq} entry={entry} zone={zone} />
      ))}
    </ol>
  );
}

/** Folded is what the machinery did, behind one line until somebody wants to read it. */
function Folded({ entries, zone }: { entries: readonly TimelineEntry[]; zone?: string }) {
  const { t } = useTranslation('record');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={style.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={style.who}>
          <RobotOutlined aria-hidden />
        </span>
        {t('timeline.system', { count: entries.length })}
        <DownOutlined aria-hidden rotate={open ? 180 : 0} />
      </button>
      {open ? <Entries entries={entries} zone={zone} /> : null}
    </>
  );
}

function Entry({ entry, zone }: { entry: TimelineEntry; zone?: string }) {
  const { t } = useTranslation('record');
  const rule = entry.type === 'rule';
  const person = !rule && entry.by && entry.by.kind !== 'system' ? entry.by : undefined;
  // A rule's own entry names it already; a source without a title has nothing to say to people.
  const source = !rule && entry.source && entry.source.title !== entry.source.key ? entry.source : undefined;
  // People read what a rule is called; its key helps those who design it, and them alone.
  const key = granted(useSession(), 'design', useDesk().app) ? entry.source?.key : undefined;
  return (
    <li className={style.entry} data-type={entry.type}>
      <span className={style.who}>{person ? <Avatar person={person} size={28} /> : rule ? <BranchesOutlined aria-hidden /> : <RobotOutlined aria-hidden />}</span>
      <div>
        <p title={rule ? key : undefined}>
          {entry.text}
          <time dateTime={entry.at} title={fullTime(entry.at, language(), zone)}>
            {clock(entry.at, language(), zone)}
          </time>
          {person ? <span className={style.by}>{person.name}</span> : null}
        </p>
        {entry.changes?.length ? (
          <dl className={style.changes}>
            {entry.changes.map((change) => (
              <div key={change.field}>
                <dt>{change.title}</dt>
                <dd>
                  <Was value={change.old} />
                  <span aria-label={t('timeline.became')}>→</span>
                  <ins>{textOf(change.new) || t('timeline.empty1')}</ins>
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
        {source ? (
          <p className={style.source} title={key}>
            <BranchesOutlined aria-hidden /> {t([`timeline.source.${source.kind}`, 'timeline.source.other'], { title: source.title })}
          </p>
        ) : null}
      </div>
    </li>
  );
}

function Was({ value }: { value: unknown }) {
  const { t } = useTranslation('record');
  const text = textOf(value);
  return text ? <del>{text}</del> : <span className={style.was}>{t('timeline.empty1')}</span>;
}

/** textOf writes a value of a change; the server sends display texts, anything else is a list of them. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(comma(language()));
  if (typeof value === 'object') return String((value as { name?: unknown }).name ?? JSON.stringify(value));
  return String(value);
}
