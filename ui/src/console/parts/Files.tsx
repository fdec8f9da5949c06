import { PaperClipOutlined } from '@ant-design/icons';
import type { FileRef } from '../../model/record';
import style from './files.module.css';

/** Files lists what is attached: pictures as pictures, the rest by name. */
export function Files({ files }: { files?: readonly FileRef[] }) {
  if (!files?.length) return null;
  return (
    <ul className={style.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url ?? `/api/v1/files/${file.id}`} target="_blank" rel="noreferrer">
            {file.image ? (
              <img src={file.url ?? `/api/v1/files/${file.id}`} alt={file.name} loading="lazy" />
            ) : (
              <span>
                <PaperClipOutlined aria-hidden /> {file.name}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
