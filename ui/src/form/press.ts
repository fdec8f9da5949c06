import { useEffect, useRef } from 'react';

/** A press that turns into a scroll never becomes a click; then what waits for its end has waited long enough. */
const patience = 500;

/**
 * usePress returns a function that runs something at once, or, while a pointer is down somewhere, after its click. A
 * field that is left because another thing is tapped may not grow an error line before the tap is over: that would move
 * the other thing from under the finger, and the tap would be lost.
 */
export function usePress(): (run: () => void) => void {
  const down = useRef(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    let timer = 0;
    const over = () => {
      down.current = false;
      waiting.current.splice(0).forEach((run) => run());
    };
    const endIn = (time: number) => () => {
      clearTimeout(timer);
      timer = window.setTimeout(over, time);
    };
    const pressed = () => {
      clearTimeout(timer);
      down.current = true;
    };
    // A finger's blur and click come only after it is lifted. The click's own listeners come first.
    const events: [string, () => void][] = [['pointerdown', pressed], ['pointerup', endIn(patience)], ['pointercancel', endIn(0)], ['click', endIn(0)]];
    events.forEach(([name, listen]) => addEventListener(name, listen, true));
    return () => {
      clearTimeout(timer);
      events.forEach(([name, listen]) => removeEventListener(name, listen, true));
    };
  }, []);
  return (run) => {
    if (down.current) waiting.current.push(run);
    else run();
  };
}
