import { address, failed, headersFor, settle, type Call } from './client';

/** A file that came whole. */
export interface Download {
  name: string;
  blob: Blob;
}

/** nameOf reads the name of a file from the answer (RFC 6266), with the characters of any language. */
export function nameOf(disposition: string): string {
  const [, long] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, short] = /filename="([^"]*)"/i.exec(disposition) ?? [];
  return long ? decodeURIComponent(long) : (short ?? 'download');
}

/**
 * download fetches a file and tells how many bytes have come. It rejects with an ApiError when the server refuses or the
 * line breaks before the end: half a file is never handed over. Aborting the signal rejects with an AbortError.
 */
export async function download(path: string, call: Call, onBytes: (count: number) => void): Promise<Download> {
  const response = await fetch(address(path, call.query), { headers: headersFor('GET', call), credentials: 'same-origin', signal: call.signal }).catch((error: unknown) => {
    throw call.signal?.aborted ? error : failed('unreachable');
  });
  if (!response.ok || !response.body) await settle(response);
  const parts: BlobPart[] = [];
  let count = 0;
  try {
    for (const reader = response.body!.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      onBytes((count += value.byteLength));
    }
  } catch (error) {
    throw call.signal?.aborted ? error : failed('unreachable');
  }
  return { name: nameOf(response.headers.get('Content-Disposition') ?? ''), blob: new Blob(parts, { type: response.headers.get('Content-Type') ?? '' }) };
}

/** keep hands a file to the person, as if they had followed a link to it. */
export function keep({ name, blob }: Download): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
