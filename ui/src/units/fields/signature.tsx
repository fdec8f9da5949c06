import { useEffect, useRef, useState } from 'react';
import control from '../control/control.module.css';
import { fresh, picture, useInk, write } from '../control/rare/ink';
import { Nothing } from '../control/Line';
import style from '../control/pad.module.css';
import { small } from '../control/uploads';
import { defineField, previews, type FieldInputProps, type FieldViewProps, type StoredFile } from './field';

const words = {
  zh: { here: '请在此处签名', signed: '已签名', saving: '正在保存签名……', failed: '签名没有保存上', again: '重签', type: '不方便手写？输入姓名', name: '姓名', use: '用作签名', alt: '签名' },
  en: { here: 'Please sign here', signed: 'Signed', saving: 'Saving the signature…', failed: 'The signature was not saved', again: 'Sign again', type: 'Cannot draw? Type your name', name: 'Your name', use: 'Use as signature', alt: 'Signature' },
};

/** A pause of the pen after which the signature is taken for finished. */
const pause = 700;

const storedIn = (value: unknown) => ((Array.isArray(value) ? value : []) as StoredFile[])[0];

type State = 'empty' | 'drawing' | 'saving' | 'failed';

/** useSaving sends the picture when the pen rests, and starts anew when it goes on; the form waits meanwhile. */
function useSaving({ field, context, onChange }: FieldInputProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useRef<AbortController>(undefined);
  const [state, setState] = useState<State>('empty');
  const halt = () => {
    clearTimeout(timer.current);
    stop.current?.abort();
  };
  const to = (next: State) => {
    setState(next);
    context.busy?.(field.key, next === 'drawing' || next === 'saving');
  };
  useEffect(() => () => {
    halt();
    context.busy?.(field.key, false);
  }, []);
  const save = async () => {
    halt();
    const own = (stop.current = new AbortController());
    to('saving');
    try {
      const file = await picture(canvas.current!);
      const kept = await context.upload!(field, file, () => undefined, own.signal);
      const src = URL.createObjectURL(file);
      previews.set(kept.id, (await small(src, 600)) ?? src);
      to('empty');
      onChange([kept]);
    } catch {
      if (!own.signal.aborted) to('failed');
    }
  };
  const begin = () => {
    halt();
    to('drawing');
  };
  const rest = () => (timer.current = setTimeout(() => void save(), pause));
  const clear = () => {
    halt();
    to('empty');
    if (canvas.current) fresh(canvas.current);
    onChange(null);
  };
  return { canvas, state, save, begin, rest, clear };
}

function Input(props: FieldInputProps) {
  const { id, labelId, value, readOnly, required, problems, describedBy, context } = props;
  const say = words[context.language];
  const stored = storedIn(value);
  const saving = useSaving(props);
  const open = Boolean(context.upload) && !readOnly;
  const invalid = problems.length > 0 || undefined;
  return (
    <div role="group" id={id} className={style.pad} aria-labelledby={labelId} aria-describedby={describedBy} data-required={required || undefined}>
      <div className={style.paper} data-invalid={invalid}>
        {stored ? <img src={previews.get(stored.id) ?? stored.url} alt={say.alt} /> : <Sheet saving={saving} open={open} hint={say.here} />}
      </div>
      {context.upload ? null : <p className={control.note}>{context.t('form.noUpload')}</p>}
      <div className={style.row}>
        {open && (stored || saving.state !== 'empty') ? (
          <button type="button" className={control.button} onClick={saving.clear}>
            {say.again}
          </button>
        ) : null}
        {saving.state === 'failed' ? (
          <button type="button" className={control.button} onClick={() => void saving.save()}>
            {context.t('form.retry')}
          </button>
        ) : null}
        <span role="status" data-failed={saving.state === 'failed' || undefined}>
          {stored ? say.signed : saving.state === 'saving' ? say.saving : saving.state === 'failed' ? say.failed : ''}
        </span>
      </div>
      {open && !stored ? <Typed id={id} saving={saving} say={say} /> : null}
    </div>
  );
}

type Saving = ReturnType<typeof useSaving>;

function Sheet({ saving, open, hint }: { saving: Saving; open: boolean; hint: string }) {
  const pen = useInk(saving.canvas, saving.begin, saving.rest);
  return (
    <>
      <span className={style.base} />
      {saving.state === 'empty' ? <span className={style.hint}>{hint}</span> : null}
      <canvas ref={saving.canvas} aria-hidden="true" {...(open ? pen : {})} />
    </>
  );
}

/** A keyboard cannot draw; a typed name becomes a picture like any other. */
function Typed({ id, saving, say }: { id: string; saving: Saving; say: (typeof words)['zh'] }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const use = () => {
    if (!name.trim() || !saving.canvas.current) return;
    write(saving.canvas.current, name.trim());
    void saving.save();
  };
  if (!open) {
    return (
      <button type="button" className={control.retry} onClick={() => setOpen(true)}>
        {say.type}
      </button>
    );
  }
  return (
    <div className={style.typed}>
      <input id={`${id}-name`} type="text" className={control.input} aria-label={say.name} placeholder={say.name} autoComplete="name" maxLength={30} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <button type="button" className={control.button} onClick={use}>
        {say.use}
      </button>
    </div>
  );
}

function View({ value, context }: FieldViewProps) {
  const stored = storedIn(value);
  if (!stored) return <Nothing context={context} />;
  const say = words[context.language];
  const src = previews.get(stored.id) ?? stored.url;
  return src ? <img className={style.seen} src={src} alt={say.signed} /> : <span>{say.signed}</span>;
}

export default defineField({ type: 'signature', Input, View, grouped: true });
