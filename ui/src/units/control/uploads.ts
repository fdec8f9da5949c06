import { useEffect, useRef, useState } from 'react';
import type { FieldContext, FieldDefinition, FieldInputProps, StoredFile } from '../fields/field';
import { limit, previews } from '../fields/field';

/** One file on its way: its share of bytes sent, or why it stopped. */
export interface Sending {
  key: number;
  file: File;
  share: number;
  /** A sentence for the person; a failure can be tried again, a refusal cannot. */
  failed?: string;
  final?: boolean;
  preview?: string;
}

const mega = 1024 * 1024;

export const maxCount = (field: FieldDefinition) => limit(field, 'maxCount') ?? 9;
export const maxSize = (field: FieldDefinition) => limit(field, 'maxSizeMb') ?? 20;

/** typesOf lists what is accepted as the browser's `accept` wants it; an empty list accepts everything. */
export function typesOf(field: FieldDefinition): string[] {
  const types = (field.settings?.types ?? []) as string[];
  if (types.length === 0) return field.type === 'image' ? ['image/*'] : [];
  return types.map((type) => (type.includes('/') || type.startsWith('.') ? type : `.${type}`));
}

/** endings names types the way people know them: .pdf .png. */
function endings(types: readonly string[]): string {
  return types.map((type) => (type.startsWith('.') ? type : type.endsWith('/*') ? type.slice(0, -2) : `.${type.split('/')[1]}`)).join(' ');
}

/** accepts compares a file with one entry of typesOf: a MIME type, a family such as image/*, or an ending. */
export function accepts(types: readonly string[], file: { name: string; type: string }): boolean {
  const name = file.name.toLowerCase();
  return types.length === 0 || types.some((type) => {
    if (type.startsWith('.')) return name.endsWith(type.toLowerCase());
    return type.endsWith('/*') ? file.type.startsWith(type.slice(0, -1)) : file.type === type;
  });
}

/** refusal says why a file cannot be added at this place of the list; empty when it can. */
function refusal(field: FieldDefinition, file: File, place: number, t: FieldContext['t']): string {
  if (place >= maxCount(field)) return t('form.tooMany', { max: maxCount(field) });
  if (!accepts(typesOf(field), file)) return t('form.wrongType', { types: endings(typesOf(field)) });
  if (file.size > maxSize(field) * mega) return t('form.tooLarge', { max: maxSize(field) });
  return file.size === 0 ? t('form.emptyFile') : '';
}

/**
 * small is a copy of a picture that a draft can hold, `most` pixels at its longer side. What the browser cannot draw has none.
 */
export async function small(src: string, most = 240): Promise<string | undefined> {
  try {
    const image = new Image();
    image.src = src;
    await image.decode();
    const scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/webp', 0.7);
  } catch {
    return undefined;
  }
}

/** useUploads sends files one by one into the field's value, and keeps what failed until it is tried again or removed. */
export function useUploads({ field, value, onChange, context }: FieldInputProps) {
  const stored = (Array.isArray(value) ? value : []) as StoredFile[];
  const [sending, setSending] = useState<Sending[]>([]);
  const latest = useRef(stored);
  latest.current = stored;
  const stops = useRef(new Map<number, AbortController>());
  const nextKey = useRef(1);
  const { t, upload, busy } = context;

  const atWork = sending.some((one) => !one.failed);
  useEffect(() => busy?.(field.key, atWork), [atWork]);
  useEffect(() => () => stops.current.forEach((stop) => stop.abort()), []);

  const update = (key: number, change: Partial<Sending>) => setSending((list) => list.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: number) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setSending((list) => list.filter((one) => one.key !== key));
  };
  const send = async (key: number, file: File, preview?: string) => {
    const stop = new AbortController();
    stops.current.set(key, stop);
    update(key, { failed: undefined, share: 0 });
    try {
      const [kept, copy] = await Promise.all([upload!(field, file, (share) => update(key, { share }), stop.signal), preview ? small(preview) : undefined]);
      if (preview) previews.set(kept.id, copy ?? preview);
      latest.current = [...latest.current, kept];
      onChange(latest.current);
      drop(key);
    } catch (error) {
      if (!stop.signal.aborted) update(key, { failed: (error as Error).message || t('form.uploadFailed') });
    }
  };
  const add = (files: readonly File[]) => {
    let place = latest.current.length + sending.filter((one) => !one.final).length;
    const fresh = files.map((file): Sending => {
      const failed = refusal(field, file, place, t);
      if (!failed) place += 1;
      const preview = file.type.startsWith('image/') && !failed ? URL.createObjectURL(file) : undefined;
      return { key: nextKey.current++, file, share: 0, failed: failed || undefined, final: Boolean(failed), preview };
    });
    // An old refusal has been read by the time new files are chosen.
    setSending((list) => [...list.filter((one) => !one.final), ...fresh]);
    fresh.filter((one) => !one.failed).forEach((one) => void send(one.key, one.file, one.preview));
  };
  const remove = (id: string) => onChange(latest.current.filter((one) => one.id !== id));
  return { stored, sending, add, remove, drop, retry: (one: Sending) => void send(one.key, one.file, one.preview), full: stored.length >= maxCount(field) };
}

/** sizeText writes a size the way file managers do. */
export function sizeText(bytes: number): string {
  return bytes >= mega ? `${(bytes / mega).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
