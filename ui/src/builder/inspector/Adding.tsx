import { useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Faults } from '../../console/parts/Faults';
import { useSay } from '../../console/parts/useSay';
import { toLanguage } from '../../i18n/text';
import { keysOf, type Flow } from '../../model/flow';
import { addDefinition } from '../adding';
import { starts } from '../home/begin';
import { keyFor } from '../keys';
import { designUrl } from '../kinds';
import { adding } from '../process/starters';
import { useDocument, useSurroundings } from '../useDesign';
import { processOf } from './references';
import style from './inspector.module.css';

/** A way to add what a select does not have: on the spot by its title, which answers the key, or elsewhere. */
export interface Way {
  words: string;
  make?: (title: string) => Promise<string>;
  go?: () => void;
}

/** useAdding is how something can be added that a select is about, a kind of definition or a list of the process; undefined when its title alone does not do. */
export function useAdding(kind?: string, part?: 'statuses' | 'people'): Way | undefined {
  const definition = useAddingDefinition(kind);
  const inside = useAddingPart(part);
  return definition ?? inside;
}

function useAddingDefinition(kind: string | undefined): Way | undefined {
  const { t, i18n } = useTranslation('design');
  const { place } = useSurroundings();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  if (!kind || !starts[kind] || starts[kind].form) return undefined;
  const words = t(`kind.${kind}`);
  const make = async (title: string) => {
    const key = await addDefinition(place.app, { kind, title, form: '' }, toLanguage(i18n.language));
    // What names it shows its title at once.
    await queries.refetchQueries({ queryKey: ['bundle', place.app] });
    say.doneWith(t('create.made', { kind: words, title }), t('goThere'), () => void navigate(designUrl(place.app, kind, key)));
    return key;
  };
  return { words, make };
}

function useAddingPart(part: 'statuses' | 'people' | undefined): Way | undefined {
  const { t } = useTranslation('design');
  const { place, design, bundle } = useSurroundings();
  const document = useDocument();
  const navigate = useNavigate();
  const process = part && processOf(bundle, document);
  if (!part || !process) return undefined;
  const words = t(`kind.${part}`);
  if (process !== document) return { words, go: () => void navigate(designUrl(place.app, 'process', process.key, `/spec/${part}`)) };
  const make = async (title: string) => {
    const now = () => design.getState().edit.document.spec as unknown as Flow;
    const key = await keyFor(title, part === 'people' ? Object.keys(now().people) : keysOf(now(), part), part);
    design.do(adding(part, now(), key, title));
    return key;
  };
  return { words, make };
}

interface AddingProps {
  way: Way & { make: NonNullable<Way['make']> };
  /** What was looked for and not found. */
  wish: string;
  onMade: (key: string) => void;
  onClose: () => void;
}

/** Adding asks for the title of what is to be added, and makes it. */
export function Adding({ way, wish, onMade, onClose }: AddingProps) {
  const { t } = useTranslation('design');
  const [title, setTitle] = useState(wish);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async () => {
    const words = title.trim();
    if (!words || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      onMade(await way.make(words));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Modal open width={420} onCancel={onClose} title={t('create.title', { kind: way.words })} okText={t('create.ok')} cancelText={t('cancel')} okButtonProps={{ disabled: !title.trim(), loading: busy }} onOk={() => void send()}>
      <label className={style.setting}>
        {t('name')}
        <Input value={title} autoFocus maxLength={60} onChange={(event) => setTitle(event.target.value)} onPressEnter={() => void send()} />
      </label>
      <Faults error={error} />
    </Modal>
  );
}
