import { Button } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { briefOf } from '../../../model/brief';
import { openTasks } from '../../../model/task';
import type { StoredFile } from '../../../units/fields';
import { Card } from '../../parts/Card';
import { Files } from '../../parts/Files';
import { useNarrow } from '../../parts/useNarrow';
import { useDesk } from './desk';
import style from './brief.module.css';

/** Brief is what the record is about, above the task on a phone, where the fields stand below it: a decision begins with reading. */
export function Brief({ steps }: { steps: ReadonlySet<string> }) {
  const { t } = useTranslation('record');
  const { record } = useDesk();
  const narrow = useNarrow();
  const text = useRef<HTMLParagraphElement>(null);
  const [long, setLong] = useState(false);
  const [all, setAll] = useState(false);
  const { view } = record;
  const { words, files } = briefOf(view, steps);
  const shown = narrow && openTasks(record).length > 0 && (words !== undefined || files !== undefined);
  useLayoutEffect(() => {
    const box = text.current;
    if (box && !all) setLong(box.scrollHeight > box.clientHeight + 1);
  }, [shown, all, record]);
  if (!shown) return null;
  return (
    <Card title={view.fields[(words ?? files)!]!.title}>
      <div className={style.brief}>
        {words === undefined ? null : (
          <p ref={text} data-folded={all ? undefined : true}>
            {String(view.values?.[words])}
          </p>
        )}
        {long ? (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {t(all ? 'brief.less' : 'brief.more')}
          </Button>
        ) : null}
        {files === undefined ? null : <Files files={pictured(view.values?.[files] as readonly StoredFile[], view.fields[files]!.type)} />}
      </div>
    </Card>
  );
}

/** pictured marks what a field for pictures holds as pictures. */
function pictured(files: readonly StoredFile[], type: string) {
  return files.map((file) => ({ ...file, image: file.image ?? type === 'image' }));
}
