import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { post, remove } from '../../../api/client';
import { language } from '../../../i18n/console';
import type { Person } from '../../../model/record';
import { dayOf } from '../../../model/time';
import { recordUrl } from '../../parts/act';
import { useOnce } from '../../parts/useOnce';
import { usePages } from '../../parts/usePages';
import { useSay } from '../../parts/useSay';
import { When } from '../../parts/When';
import { queries } from '../../query';
import style from './list.module.css';

interface Deleted {
  id: string;
  no: string;
  title: string;
  deletedAt: string;
  deletedBy: Person | null;
  until: string;
}

/** useBin reads the deleted records of a form, a page at a time. */
export function useBin(app: string, form: string) {
  return usePages<Deleted>(['bin', app, form], `apps/${app}/forms/${form}/bin`);
}

/** BinList lists deleted records, each to be restored or deleted for good. */
export function BinList({ app, form, items }: { app: string; form: string; items: readonly Deleted[] }) {
  return (
    <ul className={style.deleted}>
      {items.map((item) => (
        <Item key={item.id} app={app} form={form} item={item} />
      ))}
    </ul>
  );
}

function Item({ app, form, item }: { app: string; form: string; item: Deleted }) {
  const { t } = useTranslation(['list', 'common']);
  const { modal } = App.useApp();
  const say = useSay();
  const { busy, run } = useOnce();
  const at = `apps/${app}/forms/${form}/bin/${item.id}`;
  const navigate = useNavigate();
  const doIt = async (work: (key: string) => Promise<unknown>, done: () => void) => {
    try {
      await run(work);
      done();
    } catch (error) {
      say.failed(error);
    }
    for (const name of ['bin', 'records', 'tasks', 'mine']) void queries.invalidateQueries({ queryKey: [name] });
  };
  const back = () => say.doneWith(t('bin.restored', { no: item.no || item.title }), t('bin.open'), () => void navigate(recordUrl({ app, form, id: item.id })));
  const askRemove = () =>
    modal.confirm({
      title: t('bin.removeTitle', { no: item.no || item.title }),
      content: t('bin.removeText'),
      okText: t('bin.remove'),
      okButtonProps: { danger: true },
      cancelText: t('cancel', { ns: 'common' }),
      onOk: () => doIt(() => remove(at), () => say.done(t('bin.removed', { no: item.no || item.title }))),
    });
  return (
    <li>
      <div>
        <p>
          {item.title} <small>{item.no}</small>
        </p>
        <small>
          {item.deletedBy ? t('bin.by', { name: item.deletedBy.name }) : null} <When at={item.deletedAt} /> · {t('bin.until', { day: dayOf(item.until, language()) })}
        </small>
      </div>
      <span>
        <Button loading={busy} onClick={() => void doIt((key) => post(`${at}/restore`, {}, { idempotencyKey: key }), back)}>
          {t('bin.restore')}
        </Button>
        <Button danger disabled={busy} onClick={askRemove}>
          {t('bin.remove')}
        </Button>
      </span>
    </li>
  );
}
