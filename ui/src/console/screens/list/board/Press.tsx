import { Modal } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText, language } from '../../../../i18n/console';
import { useForm } from '../../../../form';
import { toLanguage } from '../../../../i18n/text';
import { asks, missing, type Act } from '../../../../model/action';
import type { Way } from '../../../../model/board';
import type { RecordView } from '../../../../model/record';
import { fields } from '../../../../units/fields';
import { recordPath } from '../../../parts/act';
import { lookupIn } from '../../../parts/lookup';
import { uploadTo } from '../../../parts/upload';
import { useZone } from '../../../session';
import { DeskProvider, type Desk } from '../../record/desk';
import { MoveDialog } from '../../record/MoveDialog';
import { TaskPanel } from '../../record/TaskPanel';
import { useSending } from '../../record/useSending';
import style from './board.module.css';

interface PressProps {
  app: string;
  form: string;
  record: RecordView;
  way: Way;
  onBack: (reason?: string) => void;
  onDone: () => void;
}

/** Press presses one button or move as the record's page does: at once where nothing is asked, else with its own dialog. */
export function Press({ app, form, record, way, onBack, onDone }: PressProps) {
  const { t, i18n } = useTranslation('list');
  const zone = useZone(app);
  const tools = useMemo(() => ({ upload: uploadTo(app, form), lookup: lookupIn(app, form) }), [app, form]);
  const sheet = useForm({ view: record.view, language: toLanguage(i18n.language), ...tools });
  const [notes] = useState(() => new Map<string, string>());
  const path = recordPath(app, form, record.id);
  const overtaken = () => onBack(t('board.overtaken'));
  const sending = useSending({ record, path, sheet, adopt: onDone, reload: overtaken, notes, onFinished: () => undefined });
  const desk: Desk = { app, form, record, path, zone, sheet, adopt: onDone, reload: overtaken, busy: sending.busy, press: sending.press, answers: 0, notes };
  const silent = 'button' in way && way.button.comment !== 'required' && !asks(way.button) && missing(way.button, record.view, sheet.state.values, (type) => fields.get(type)).length === 0;
  const [asking, setAsking] = useState(!silent);
  useEffect(() => {
    if (sending.conflict) overtaken();
  }, [sending.conflict]);
  useEffect(() => {
    if (!silent) return;
    const what: Act = { kind: 'button', task: way.task.id, button: way.button.key, target: way.button.targets?.[0]?.key };
    void sending.press(what, way.title).then((left) => {
      if (left === undefined) return onBack();
      // What is wrong with a field can be put right here; anything else is the reason.
      if (left.length === 0) return undefined;
      return left.some((problem) => problem.pointer.startsWith('/data')) ? setAsking(true) : onBack(left.map(problemText).join(language() === 'zh' ? '；' : '; '));
    });
  }, []);
  if (!asking) return null;
  return (
    <DeskProvider value={desk}>
      {'move' in way ? (
        <MoveDialog move={way.move} onClose={() => onBack()} />
      ) : (
        <Modal open title={way.title} footer={null} onCancel={() => onBack()} width={620} destroyOnHidden>
          <p className={style.of}>
            {record.no} · {record.title}
          </p>
          <TaskPanel task={{ ...way.task, buttons: [way.button] }} origin={way.task.id} onOrigin={() => undefined} />
        </Modal>
      )}
    </DeskProvider>
  );
}
