import { say } from '../../../i18n/text';
import type { Flow } from '../../../model/flow';
import { defineEditor, type EditorProps } from '../editor';
import { Reference } from '../Reference';
import { partsOf, processOf, type Named } from '../references';

/** A button of the record or of one of the steps of the process. */
function Edit(props: EditorProps) {
  return (
    <Reference
      {...props}
      options={(all, document, language) => {
        const process = processOf(all, document);
        const steps = (process?.spec as Flow | undefined)?.nodes ?? [];
        const found = steps.flatMap(({ title, settings }): Named[] => {
          const buttons = Array.isArray(settings?.buttons) ? (settings.buttons as { key: string; title: Flow['statuses'][number]['title']; kind: string }[]) : [];
          return buttons.filter(({ kind }) => kind === 'complete').map((button) => ({ value: button.key, label: [say(title, language), say(button.title, language) || button.key].filter(Boolean).join(' / ') }));
        });
        const named = [...partsOf(process, 'moves', language), ...found];
        return named.filter(({ value }, at) => named.findIndex((one) => one.value === value) === at);
      }}
    />
  );
}

export default defineEditor({ Edit });
