import { autocompletion, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../../i18n/text';
import { columnText, untitled } from '../../../model/formulatext';
import { matches } from '../../../model/initials';
import { useDocument, useSurroundings } from '../../useDesign';
import type { EditorProps } from '../editor';
import { formOf } from '../references';
import { useScope } from '../scope';
import { chips } from './chips';
import { Live } from './Live';
import { choicesOf, fieldsIn, namedIn, type Choice } from './names';
import style from '../inspector.module.css';

/** completing offers what the word before the cursor may mean: by title, by the letters of its pinyin, by key. */
function completing(choices: readonly Choice[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\.?[\p{L}\p{N}_]*/u);
    if (!word || (word.text === '' && !context.explicit) || /^\d/.test(word.text)) return null;
    const member = word.text.startsWith('.');
    const wanted = word.text.replace('.', '');
    const options = choices
      .filter((one) => (one.kind === 'column' || !member) && matches(wanted, one.label, one.key))
      .map((one): Completion => ({ label: one.label, detail: one.kind === 'function' ? undefined : one.key, info: one.help, type: one.kind === 'function' ? 'function' : 'variable', apply: (view, _, from, to) => put(view, one, from, to) }));
    return options.length > 0 ? { from: word.from, options, filter: false } : null;
  };
}

/** put writes a choice; of a function the cursor stands between its brackets then. */
function put(view: EditorView, one: Choice, from: number, to: number): void {
  const text = one.column ? columnText(view.state.sliceDoc(0, from), one.column) : one.text;
  const at = from + text.length - (one.kind === 'function' ? 1 : 0);
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: at }, userEvent: 'input.complete' });
  view.focus();
}

/** Source edits an expression: names are shown by their titles and stored by their keys. */
export default function Source({ id, label, value, onChange }: EditorProps) {
  const { t, i18n } = useTranslation('designparts');
  const { bundle, catalog } = useSurroundings();
  const form = formOf(useDocument());
  const scope = useScope();
  const language = toLanguage(i18n.language);
  const fields = fieldsIn(bundle, form, scope);
  const choices = choicesOf(fields, bundle, catalog, language, (key) => t(`expression.of.${key.replace('.', '_')}`));
  const known = JSON.stringify(choices.filter((one) => one.kind === 'field' || one.kind === 'system').map((one) => [one.key, one.label]));
  const root = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const changing = useRef(onChange);
  changing.current = onChange;
  const latest = useRef(choices);
  latest.current = choices;
  const names = useRef(new Compartment());
  const text = typeof value === 'string' ? value : '';
  useEffect(() => {
    const words = label ?? document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent ?? t('expression.label');
    const view = new EditorView({
      parent: root.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          history(),
          keymap.of([...completionKeymap, ...defaultKeymap.filter((one) => one.key !== 'Mod-Enter'), ...historyKeymap]),
          autocompletion({ override: [(context) => completing(latest.current)(context)], icons: false }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': words, spellcheck: 'false' }),
          placeholder(t('expression.hint')),
          names.current.of([]),
          // Titles written out are what they mean once the formula is left.
          EditorView.domEventHandlers({
            blur: (_, left) => {
              const edits = untitled(left.state.doc.toString(), namedIn(latest.current));
              if (edits.length > 0) setTimeout(() => left.dom.isConnected && left.dispatch({ changes: edits, userEvent: 'input.title' }));
            },
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && update.transactions.some((one) => one.isUserEvent('input') || one.isUserEvent('delete') || one.isUserEvent('undo') || one.isUserEvent('redo') || one.isUserEvent('move'))) changing.current(update.state.doc.toString() || undefined);
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [id]);
  useEffect(() => {
    const titles = new Map(JSON.parse(known) as [string, string][]);
    editor.current?.dispatch({ effects: names.current.reconfigure(chips((key) => titles.get(key), (key) => t('expression.gone', { name: key }))) });
  }, [known, id, t]);
  useEffect(() => {
    const view = editor.current;
    if (view && view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);
  const insert = (at: number) => {
    const view = editor.current!;
    const { from, to } = view.state.selection.main;
    put(view, latest.current[at]!, from, to);
  };
  const group = (kind: Choice['kind']) => ({ label: t(`expression.${kind}`), options: choices.flatMap((one, at) => (one.kind === kind ? [{ value: at, label: one.label, title: one.help ?? one.key }] : [])) });
  return (
    <div className={style.expression}>
      <div ref={root} />
      <div className={style.insert}>
        <Select<number | null> variant="borderless" value={null} placeholder={t('expression.insert')} aria-label={t('expression.insert')} showSearch={{ filterOption: (search, option) => matches(search, String(option?.label ?? ''), String(option?.title ?? '')) }} options={(['field', 'column', 'function', 'system'] as const).map(group).filter((one) => one.options.length > 0)} onChange={(at) => at !== null && insert(at)} />
      </div>
      {form && !scope ? <Live form={form} expression={text} /> : null}
    </div>
  );
}
