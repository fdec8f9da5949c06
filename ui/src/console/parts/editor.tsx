import { lazy, Suspense } from 'react';
import { provideEditor, type EditorProps } from '../../units/control/rare/editor';

const RichEditor = lazy(() => import('./RichEditor'));

/** The editor is fetched with the first form that has formatted text. */
function Editor(props: EditorProps) {
  return (
    <Suspense fallback={<div style={{ minHeight: 180 }} />}>
      <RichEditor {...props} />
    </Suspense>
  );
}

provideEditor(Editor);
