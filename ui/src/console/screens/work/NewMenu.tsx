import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formsOf, may } from '../../../model/session';
import { useSession } from '../../session';

/** NewMenu starts a record of any form the person may create; with a single form it is one press. */
export function NewMenu() {
  const { t } = useTranslation('work');
  const session = useSession();
  const navigate = useNavigate();
  const choices = (session?.apps ?? []).flatMap((app) =>
    formsOf(app)
      .filter((form) => may(form, 'create'))
      .map((form) => ({ key: `/a/${app.key}/${form.form}/new`, label: form.title, process: form.process })),
  );
  const [first] = choices;
  if (!first) return null;
  if (choices.length === 1) {
    return (
      <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate(first.key)}>
        {t('new', { form: first.label })}
      </Button>
    );
  }
  // Forms with a process are what people hand in; registers come after them.
  const items = [...choices].sort((a, b) => Number(b.process ?? false) - Number(a.process ?? false)).map(({ key, label }) => ({ key, label }));
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => void navigate(key), style: { maxHeight: 420, overflow: 'auto' } }} trigger={['click']}>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
        {t('newAny')}
      </Button>
    </Dropdown>
  );
}
