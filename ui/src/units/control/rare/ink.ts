import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';

const ink = '#14232a';
const paper = '#ffffff';

interface Pen {
  x: number;
  y: number;
}

function brush(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const tip = canvas.getContext?.('2d') ?? null;
  if (tip) Object.assign(tip, { strokeStyle: ink, fillStyle: ink, lineWidth: 2.6 * (canvas.width / canvas.clientWidth || 1), lineCap: 'round', lineJoin: 'round' });
  return tip;
}

/** fresh gives the canvas as many dots as the screen has, and empties it. */
export function fresh(canvas: HTMLCanvasElement): void {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = Math.round(canvas.clientWidth * scale) || 600;
  canvas.height = Math.round(canvas.clientHeight * scale) || 360;
}

/** write puts a name onto the canvas, for whoever cannot draw. */
export function write(canvas: HTMLCanvasElement, name: string): void {
  fresh(canvas);
  const tip = brush(canvas);
  if (!tip) return;
  const size = Math.min(canvas.height * 0.4, (canvas.width * 0.9) / Math.max(2, name.length));
  Object.assign(tip, { font: `italic ${size}px "Kaiti SC", KaiTi, STKaiti, cursive, serif`, textAlign: 'center', textBaseline: 'middle' });
  tip.fillText(name, canvas.width / 2, canvas.height / 2);
}

/** picture is what is on the canvas as a file: dark ink on white paper, whatever the page looks like. */
export function picture(canvas: HTMLCanvasElement): Promise<File> {
  const sheet = document.createElement('canvas');
  sheet.width = canvas.width;
  sheet.height = canvas.height;
  const tip = sheet.getContext('2d')!;
  tip.fillStyle = paper;
  tip.fillRect(0, 0, sheet.width, sheet.height);
  tip.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(new File([blob], 'signature.png', { type: 'image/png' })) : reject(new Error('no picture'))), 'image/png');
  });
}

/** useInk lets a finger, a pen or a mouse draw on a canvas; begin and end tell when a stroke does. */
export function useInk(canvas: RefObject<HTMLCanvasElement | null>, begin: () => void, end: () => void) {
  const last = useRef<Pen | null>(null);
  useEffect(() => {
    if (canvas.current) fresh(canvas.current);
  }, []);
  const at = (event: PointerEvent<HTMLCanvasElement>): Pen => {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = event.currentTarget.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>, to: Pen) => {
    const tip = brush(event.currentTarget);
    if (!tip || !last.current) return;
    tip.beginPath();
    tip.moveTo(last.current.x, last.current.y);
    tip.lineTo(to.x, to.y);
    tip.stroke();
    last.current = to;
  };
  const lift = () => {
    if (last.current) end();
    last.current = null;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      begin();
      last.current = at(event);
      draw(event, { x: last.current.x + 0.1, y: last.current.y });
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      if (last.current) draw(event, at(event));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
  };
}
