import { PlusOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { post, put } from '../../../api/client';
import { indented, placesFor, treeOf, type Branch } from '../../../model/people';
import { Answer } from '../../parts/Answer';
import { Choose } from '../../parts/Choose';
import { Faults } from '../../parts/Faults';
import { Head } from '../../parts/Head';
import { Line } from '../../parts/Line';
import { PersonPicker } from '../../parts/PersonPicker';
import { State } from '../../parts/State';
import { elsewhere, faultAt } from '../../parts/fault';
import { useOnce } from '../../parts/useOnce';
import { useSay } from '../../parts/useSay';
import { peopleChanged, useOrganisation } from './read';
import form from '../../parts/form.module.css';
import style from './people.module.css';

type Entry = Pick<Branch, 'id' | 'rev' | 'name' | 'parent' | 'head'>;

const fresh = (parent = ''): Entry => ({ id: '', rev: 0, name: '', parent, head: null });

/** The organisation: which department stands below which, who heads it, how many people are in it. */
export default function Departments() {
  const { t } = useTranslation('departments');
  const query = useOrganisation();
  const [entry, setEntry] = useState<Entry>();
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEntry(fresh())}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <Head title={t('title')} hint={t('hint')}>
        {query.data && query.data.departments.length > 0 ? add : null}
      </Head>
      <Answer query={query}>
        {({ departments, without }) =>
          departments.length === 0 ? (
            <State title={t('none')} hint={t('noneHint')}>
              {add}
            </State>
          ) : (
            <>
              <ul className={style.tree}>
                {treeOf(departments).map(({ branch, depth }) => (
                  <li key={branch.id} style={{ paddingInlineStart: `calc(var(--space-4) + ${depth * 24}px)` }}>
                    <span className={style.who}>
                      <b>{branch.name}</b>
                      <small>{branch.head ? t('headIs', { name: branch.head.name }) : t('noHead')}</small>
                    </span>
                    <Link to={`/admin/people?department=${branch.id}`}>{branch.total === branch.own ? t('people', { count: branch.own }) : t('peopleBelow', { count: branch.own, total: branch.total })}</Link>
                    <span className={style.buttons}>
                      <Button onClick={() => setEntry(branch)} aria-label={t('editLabel', { name: branch.name })}>
                        {t('edit')}
                      </Button>
                      <Button onClick={() => setEntry(fresh(branch.id))} aria-label={t('addBelowLabel', { name: branch.name })}>
                        {t('addBelow')}
                      </Button>
                    </span>
                  </li>
                ))}
              </ul>
              {without > 0 ? <p className={style.soft}>{t('without', { count: without })}</p> : null}
            </>
          )
        }
      </Answer>
      {entry ? <Dialog key={entry.id || entry.parent} entry={entry} departments={query.data?.departments ?? []} onClose={() => setEntry(undefined)} /> : null}
    </>
  );
}

interface DialogProps {
  entry: Entry;
  departments: readonly Branch[];
  onClose: () => void;
}

function Dialog({ entry, departments, onClose }: DialogProps) {
  const { t } = useTranslation(['departments', 'common']);
  const [name, setName] = useState(entry.name);
  const [parent, setParent] = useState(entry.parent);
  const [head, setHead] = useState(entry.head?.id ?? '');
  const [error, setError] = useState<unknown>();
  const { busy, run } = useOnce();
  const say = useSay();
  const save = async () => {
    setError(undefined);
    const body = { name, parent, head };
    try {
      await run((key) => (entry.id ? put(`departments/${entry.id}`, body, { ifMatch: `"${entry.rev}"` }) : post('departments', body, { idempotencyKey: key })));
      await peopleChanged();
      say.done(t('saved', { name: name.trim() }));
      onClose();
    } catch (reason) {
      setError(reason);
    }
  };
  const moved = entry.id !== '' && parent !== entry.parent;
  return (
    <Modal open title={entry.id ? t('editTitle', { name: entry.name }) : t('add')} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okText={t('save', { ns: 'common' })} cancelText={t('cancel', { ns: 'common' })}>
      <div className={form.form}>
        <Faults problems={elsewhere(error, ['/name', '/parent', '/head']) ?? []} />
        <Line label={t('name')} value={name} onChange={setName} problem={faultAt(error, '/name')} autoFocus autoComplete="off" />
        <Choose label={t('parent')} value={parent} onChange={setParent} problem={faultAt(error, '/parent')} hint={moved ? t('movedHint') : undefined}>
          <option value="">{t('top')}</option>
          {placesFor(departments, entry.id).map((twig) => (
            <option key={twig.branch.id} value={twig.branch.id}>
              {indented(twig)}
            </option>
          ))}
        </Choose>
        <PersonPicker label={t('head')} initial={entry.head} onChange={setHead} problem={faultAt(error, '/head')} />
        <p className={style.soft}>{t('headHint')}</p>
      </div>
    </Modal>
  );
}
