import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../i18n/text';
import { Setting } from '../inspector/Settings';
import { useDocument, useSurroundings } from '../useDesign';
import style from './parts.module.css';
import { useChange } from './useChange';

interface SheetProps {
  children?: ReactNode;
  /** Stands beside the sheet, such as a preview. */
  aside?: ReactNode;
}

const words = { 'x-editor': 'text' };

/** Sheet is the page of a designer that has no canvas: the name, what it is for, and its parts below each other. */
export function Sheet({ children, aside }: SheetProps) {
  const { t } = useTranslation('design');
  const { design, problems } = useSurroundings();
  const document = useDocument();
  const change = useChange();
  const common = { schema: words, root: words, beside: {}, problems };
  return (
    <div className={style.sheet} data-aside={aside ? true : undefined} onBlur={design.settle}>
      <div className={style.main}>
        <section className={style.part}>
          <Setting {...common} name="title" title={t('name')} required value={document.title} pointer="/title" onChange={(value) => change('renamed', (draft) => void (draft.title = (value ?? '') as Text), 'title')} />
          <Setting {...common} name="description" title={t('description')} value={document.description} pointer="/description" onChange={(value) => change('described', (draft) => void (value === undefined ? delete draft.description : (draft.description = value as Text)), 'description')} />
        </section>
        {children}
      </div>
      {aside ? <aside className={style.aside}>{aside}</aside> : null}
    </div>
  );
}

/** Part is a titled block of a sheet. */
export function Part({ title, hint, tools, children }: { title: string; hint?: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <section className={style.part}>
      <header className={style.partHead}>
        <div>
          <h2>{title}</h2>
          {hint ? <p>{hint}</p> : null}
        </div>
        {tools}
      </header>
      {children}
    </section>
  );
}
