import { BoldOutlined, ItalicOutlined, LinkOutlined, OrderedListOutlined, RedoOutlined, StrikethroughOutlined, UnderlineOutlined, UndoOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useReducer, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import rich from '../../units/control/rich.module.css';
import type { EditorProps } from '../../units/control/rare/editor';
import style from './editor.module.css';

const words = {
  zh: { bar: '文字格式', heading: '标题', bold: '加粗', italic: '斜体', underline: '下划线', strike: '删除线', bullets: '项目列表', numbers: '编号列表', quote: '引用', link: '链接', undo: '撤销', redo: '重做', address: '链接地址', apply: '确定' },
  en: { bar: 'Formatting', heading: 'Heading', bold: 'Bold', italic: 'Italic', underline: 'Underline', strike: 'Strike through', bullets: 'Bulleted list', numbers: 'Numbered list', quote: 'Quotation', link: 'Link', undo: 'Undo', redo: 'Redo', address: 'Address of the link', apply: 'Apply' },
};

type Words = (typeof words)['zh'];

interface Tool {
  key: keyof Words;
  icon: ReactNode;
  run: (editor: Editor) => void;
  on?: (editor: Editor) => boolean;
}

const chain = (editor: Editor) => editor.chain().focus();

const tools: readonly Tool[] = [
  { key: 'heading', icon: <b>H</b>, run: (editor) => chain(editor).toggleHeading({ level: 2 }).run(), on: (editor) => editor.isActive('heading') },
  { key: 'bold', icon: <BoldOutlined />, run: (editor) => chain(editor).toggleBold().run(), on: (editor) => editor.isActive('bold') },
  { key: 'italic', icon: <ItalicOutlined />, run: (editor) => chain(editor).toggleItalic().run(), on: (editor) => editor.isActive('italic') },
  { key: 'underline', icon: <UnderlineOutlined />, run: (editor) => chain(editor).toggleUnderline().run(), on: (editor) => editor.isActive('underline') },
  { key: 'strike', icon: <StrikethroughOutlined />, run: (editor) => chain(editor).toggleStrike().run(), on: (editor) => editor.isActive('strike') },
  { key: 'bullets', icon: <UnorderedListOutlined />, run: (editor) => chain(editor).toggleBulletList().run(), on: (editor) => editor.isActive('bulletList') },
  { key: 'numbers', icon: <OrderedListOutlined />, run: (editor) => chain(editor).toggleOrderedList().run(), on: (editor) => editor.isActive('orderedList') },
  { key: 'quote', icon: <b>”</b>, run: (editor) => chain(editor).toggleBlockquote().run(), on: (editor) => editor.isActive('blockquote') },
  { key: 'undo', icon: <UndoOutlined />, run: (editor) => chain(editor).undo().run() },
  { key: 'redo', icon: <RedoOutlined />, run: (editor) => chain(editor).redo().run() },
];

/** Arrow keys walk along the tools, so that Tab goes from the label into the text in two steps. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]!.focus();
}

function useEditor(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [editor, setEditor] = useState<Editor>();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const own = new Editor({
      element: place.current!,
      injectCSS: false,
      extensions: [StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], defaultProtocol: 'https' } })],
      content: latest.current.html,
      editorProps: { attributes: () => attributes(latest.current) },
      onUpdate: ({ editor: now }) => {
        const text = now.getText({ blockSeparator: '\n' });
        latest.current.onChange(text.trim() ? { html: now.getHTML(), text } : null);
      },
      onTransaction: redraw,
      onBlur: () => latest.current.onBlur?.(),
    });
    setEditor(own);
    return () => own.destroy();
  }, []);
  // What somebody else put there, such as a reset, is shown; what was typed here comes back as it is.
  useEffect(() => {
    if (editor && !editor.isFocused && props.html !== editor.getHTML()) editor.commands.setContent(props.html, { emitUpdate: false });
  }, [props.html]);
  useEffect(() => editor?.view.updateState(editor.state), [props.problems.length, props.describedBy]);
  return { place, editor };
}

function attributes({ id, labelId, describedBy, problems, required }: EditorProps): Record<string, string> {
  return {
    id,
    role: 'textbox',
    'aria-multiline': 'true',
    class: rich.rich!,
    ...(labelId && { 'aria-labelledby': labelId }),
    ...(describedBy && { 'aria-describedby': describedBy }),
    ...(required && { 'aria-required': 'true' }),
    ...(problems.length > 0 && { 'aria-invalid': 'true' }),
  };
}

/** RichEditor is the console's editor of formatted text; what it makes is cleaned by the server all the same. */
export default function RichEditor(props: EditorProps) {
  const { place, editor } = useEditor(props);
  const [linking, setLinking] = useState(false);
  const say = words[props.language];
  const blank = editor?.isEmpty ?? !props.html;
  return (
    <div className={style.editor} data-invalid={props.problems.length > 0 || undefined}>
      <div role="toolbar" aria-label={say.bar} aria-controls={props.id} className={style.bar} onKeyDown={walk}>
        {tools.map(({ key, icon, run, on }, at) => (
          <button key={key} type="button" tabIndex={at === 0 ? 0 : -1} title={say[key]} aria-label={say[key]} aria-pressed={on && Boolean(editor && on(editor))} onMouseDown={(event) => event.preventDefault()} onClick={() => editor && run(editor)}>
            {icon}
          </button>
        ))}
        <button type="button" tabIndex={-1} title={say.link} aria-label={say.link} aria-pressed={linking || Boolean(editor?.isActive('link'))} onClick={() => setLinking(!linking)}>
          <LinkOutlined />
        </button>
      </div>
      {linking && editor ? <Linking editor={editor} say={say} onDone={() => setLinking(false)} /> : null}
      <div className={style.paper}>
        {blank && props.placeholder ? <span className={style.placeholder}>{props.placeholder}</span> : null}
        <div ref={place} />
      </div>
    </div>
  );
}

function Linking({ editor, say, onDone }: { editor: Editor; say: Words; onDone: () => void }) {
  const [address, setAddress] = useState<string>(editor.getAttributes('link').href ?? 'https://');
  const apply = () => {
    if (/^(https?:\/\/|mailto:)./.test(address)) chain(editor).extendMarkRange('link').setLink({ href: address }).run();
    else chain(editor).extendMarkRange('link').unsetLink().run();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    if (event.key === 'Enter') apply();
    else onDone();
  };
  return (
    <div className={style.linking}>
      <input type="url" aria-label={say.address} autoFocus value={address} onChange={(event) => setAddress(event.target.value)} onKeyDown={onKeyDown} />
      <button type="button" onClick={apply}>
        {say.apply}
      </button>
    </div>
  );
}
