import { useEffect, useRef, useState, type DragEvent } from 'react';
import { previews, type FieldInputProps, type FieldViewProps, type StoredFile } from '../fields/field';
import style from './control.module.css';
import { Nothing } from './Line';
import { maxCount, maxSize, sizeText, typesOf, useUploads, type Sending } from './uploads';

/** Zones on the page in order: a paste outside any of them belongs to the first. */
const zones: HTMLElement[] = [];

function usePaste(add: (files: File[]) => void) {
  const zone = useRef<HTMLDivElement>(null);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const own = zone.current!;
    zones.push(own);
    const paste = (event: ClipboardEvent) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      const target = event.target as Node;
      const taker = zones.find((one) => one.contains(target)) ?? zones[0];
      if (files.length === 0 || taker !== own || event.defaultPrevented) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', paste);
    return () => {
      zones.splice(zones.indexOf(own), 1);
      document.removeEventListener('paste', paste);
    };
  }, []);
  return zone;
}

const touch = () => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

/** Uploader takes files by click, drag, paste and camera, and says about each one what became of it. */
export function Uploader(props: FieldInputProps & { image?: boolean }) {
  const { readOnly, context } = props;
  const uploads = useUploads(props);
  const zone = usePaste(uploads.add);
  const [over, setOver] = useState(false);
  const open = !readOnly && Boolean(context.upload) && !uploads.full;
  const asleep = !readOnly && !context.upload;
  const drag = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(on);
  };
  const drop = (event: DragEvent) => {
    drag(false)(event);
    if (open) uploads.add(Array.from(event.dataTransfer?.files ?? []));
  };
  return (
    <div ref={zone} onDragOver={drag(true)} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Zone {...props} open={open} asleep={asleep} over={over} onFiles={uploads.add} />
      {asleep ? <p className={style.note}>{context.t('form.noUpload')}</p> : null}
      <ul className={style.files} hidden={uploads.stored.length + uploads.sending.length === 0}>
        {uploads.stored.map((file) => (
          <Stored key={file.id} file={file} context={context} onRemove={readOnly ? undefined : () => uploads.remove(file.id)} />
        ))}
        {uploads.sending.map((one) => (
          <OnTheWay key={one.key} one={one} context={context} onRetry={() => uploads.retry(one)} onRemove={() => uploads.drop(one.key)} />
        ))}
      </ul>
      <span role="status" className="visually-hidden">
        {uploads.stored.length > 0 ? context.t('form.fileCount', { count: uploads.stored.length }) : ''}
      </span>
    </div>
  );
}

interface ZoneProps extends FieldInputProps {
  image?: boolean;
  open: boolean;
  /** Shown as it is to be, where nothing can be kept. */
  asleep: boolean;
  over: boolean;
  onFiles: (files: File[]) => void;
}

/** Zone is the buttons: the browser's own file control speaks the browser's language, not the page's. */
function Zone({ id, labelId, field, problems, describedBy, context, image, open, asleep, over, onFiles }: ZoneProps) {
  const { t } = context;
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (event: { currentTarget: HTMLInputElement }) => {
    onFiles(Array.from(event.currentTarget.files ?? []));
    event.currentTarget.value = '';
  };
  const native = { type: 'file', hidden: true, tabIndex: -1, onChange: take };
  const limits = { count: maxCount(field), max: maxSize(field) };
  return (
    <div className={style.zone} data-over={over || undefined} data-invalid={problems.length > 0 || undefined} hidden={!open && !asleep}>
      <input ref={picker} aria-label={field.title} accept={typesOf(field).join(',') || undefined} multiple={maxCount(field) > 1} {...native} />
      <input ref={camera} aria-label={t('form.camera')} accept="image/*" capture="environment" {...native} />
      <button type="button" id={id} className={style.button} aria-labelledby={labelId ? `${labelId} ${id}` : undefined} aria-describedby={describedBy} disabled={asleep} onClick={() => picker.current?.click()}>
        {t(image ? 'form.addImage' : 'form.addFile')}
      </button>
      {image && touch() ? (
        <button type="button" className={style.button} onClick={() => camera.current?.click()}>
          {t('form.camera')}
        </button>
      ) : null}
      <span className={style.zoneHint}>{t(touch() ? 'form.limits' : 'form.dropHint', limits)}</span>
    </div>
  );
}

interface RowProps {
  context: FieldViewProps['context'];
  onRemove?: () => void;
}

function Thumb({ src, name }: { src?: string; name: string }) {
  if (src) return <img className={style.thumb} src={src} alt="" loading="lazy" />;
  return (
    <span className={style.thumb} aria-hidden="true">
      {name.includes('.') ? name.split('.').pop()!.slice(0, 4).toUpperCase() : '···'}
    </span>
  );
}

function Remove({ context, name, onRemove }: RowProps & { name: string }) {
  if (!onRemove) return null;
  return (
    <button type="button" className={style.small} aria-label={context.t('form.remove', { name })} onClick={onRemove}>
      <span aria-hidden="true">×</span>
    </button>
  );
}

function Stored({ file, ...row }: RowProps & { file: StoredFile }) {
  const name = file.url ? (
    <a className={style.fileName} href={file.url} target="_blank" rel="noreferrer">
      {file.name}
    </a>
  ) : (
    <span className={style.fileName}>{file.name}</span>
  );
  return (
    <li className={style.file}>
      <Thumb src={previews.get(file.id) ?? (file.image ? file.url || undefined : undefined)} name={file.name} />
      <span className={style.fileText}>
        {name}
        <small>{sizeText(file.size)}</small>
      </span>
      <Remove {...row} name={file.name} />
    </li>
  );
}

function OnTheWay({ one, onRetry, ...row }: RowProps & { one: Sending; onRetry: () => void }) {
  const { t } = row.context;
  return (
    <li className={style.file} data-failed={one.failed ? true : undefined}>
      <Thumb src={one.preview} name={one.file.name} />
      <span className={style.fileText}>
        <span className={style.fileName}>{one.file.name}</span>
        {one.failed ? (
          <small role="alert" data-failed>
            {one.failed}
          </small>
        ) : (
          <progress max={1} value={one.share} aria-label={t('form.uploading', { name: one.file.name })} />
        )}
        {one.failed && !one.final ? (
          <button type="button" className={style.retry} onClick={onRetry}>
            {t('form.retry')}
          </button>
        ) : null}
      </span>
      <Remove {...row} name={one.file.name} />
    </li>
  );
}

/** Files shows stored files: pictures as thumbnails, all of them as links. */
export function Files({ value, context }: FieldViewProps) {
  const files = (Array.isArray(value) ? value : []) as StoredFile[];
  if (files.length === 0) return <Nothing context={context} />;
  return (
    <ul className={style.files}>
      {files.map((file) => (
        <Stored key={file.id} file={file} context={context} />
      ))}
    </ul>
  );
}
