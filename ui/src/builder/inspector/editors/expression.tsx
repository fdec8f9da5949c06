import { lazy, Suspense } from 'react';
import { Input } from 'antd';
import { defineEditor, type EditorProps } from '../editor';

// The editor of texts is large and most settings have no formula.
const Source = lazy(() => import('../expression/Source'));

/** What is worked out from other values. */
function Edit(props: EditorProps) {
  return (
    <Suspense fallback={<Input disabled value={typeof props.value === 'string' ? props.value : ''} aria-label={props.label} />}>
      <Source {...props} />
    </Suspense>
  );
}

export default defineEditor({ Edit });
