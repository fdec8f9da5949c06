import { DownloadOutlined } from '@ant-design/icons';
import { Button, QRCode } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { keep } from '../../api/download';
import style from './code.module.css';
import { useSay } from './useSay';

/** Edge of the picture that is kept, in pixels: enough for a poster. */
const printed = 1024;

/** picture draws a code as a PNG, with a white edge around it that cameras need. */
async function picture(svg: Blob): Promise<Blob> {
  const image = new Image(printed, printed);
  const url = URL.createObjectURL(svg);
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = printed;
    const pen = canvas.getContext('2d')!;
    const edge = printed / 16;
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, printed, printed);
    pen.drawImage(image, edge, edge, printed - 2 * edge, printed - 2 * edge);
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('the picture is empty'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Code is an address as a code for phones, to be scanned here or kept as a file. */
export function Code({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation('list');
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const drawn = () => {
    const svg = place.current!.querySelector('svg')!.cloneNode(true) as SVGElement;
    svg.setAttribute('width', String(printed));
    svg.setAttribute('height', String(printed));
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
  };
  const name = title.replace(/[\\/:*?"<>|]/g, ' ');
  const asPicture = () => picture(drawn()).then((blob) => keep({ name: `${name}.png`, blob }), say.failed);
  return (
    <div className={style.code}>
      <div ref={place} className={style.image} role="img" aria-label={t('share.code', { form: title })}>
        {/* Dark on white in the dark as well: cameras want it so. */}
        <div aria-hidden="true">
          <QRCode value={url} type="svg" size={208} color="#101c1e" bgColor="#ffffff" errorLevel="M" bordered={false} />
        </div>
      </div>
      <div className={style.ways}>
        <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => void asPicture()}>
          {t('share.png')}
        </Button>
        <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => keep({ name: `${name}.svg`, blob: drawn() })}>
          {t('share.svg')}
        </Button>
      </div>
    </div>
  );
}
