import { address, failed, headersFor, settle } from './client';

export interface UploadOptions {
  /** Sent beside the file, such as the form and field it is for. */
  fields?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Called with the share of bytes sent, 0 to 1. */
  progress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Without a byte moving for so long, the connection counts as lost; a big file on a slow line may take any time. */
const silence = 45_000;

/** upload sends one file as multipart form data; fetch cannot tell how far it is, XMLHttpRequest can. */
export function upload<T>(path: string, file: File, { fields = {}, headers: said, progress, signal }: UploadOptions = {}): Promise<T> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const lost = () => {
      clearTimeout(timer);
      reject(failed(navigator.onLine === false ? 'offline' : 'unreachable'));
    };
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(failed('timeout'));
        call.abort();
      }, silence);
    };
    call.open('POST', address(path));
    headersFor('POST', { body, headers: said }).forEach((value, name) => call.setRequestHeader(name, value));
    call.upload.onprogress = (event) => {
      alive();
      if (event.lengthComputable) progress?.(event.loaded / event.total);
    };
    call.onload = () => {
      clearTimeout(timer);
      const headers = { 'Content-Type': call.getResponseHeader('Content-Type') ?? '' };
      const text = call.status === 204 ? null : call.responseText;
      settle<T>(new Response(text, { status: call.status, headers })).then((answer) => resolve(answer.data), reject);
    };
    call.onerror = lost;
    call.onabort = lost;
    signal?.addEventListener('abort', () => call.abort());
    alive();
    call.send(body);
  });
}
