import { KindSettings } from '../parts/KindSettings';
import { Sheet } from '../parts/Sheet';

/** The designer of kinds that need no canvas. */
export default function Generic() {
  return (
    <Sheet>
      <KindSettings />
    </Sheet>
  );
}
