import { useDeskState } from './desk';
import { Bin } from './Bin';
import { Paste } from './Paste';
import { Remove } from './Remove';
import { Retype } from './Retype';

/** Dialogs asks what has to be asked before something is done. */
export function Dialogs() {
  const asking = useDeskState((state) => state.asking);
  if (!asking) return null;
  if (asking.what === 'bin') return <Bin />;
  if (asking.what === 'paste') return <Paste />;
  return asking.what === 'remove' ? <Remove key={asking.key} field={asking.key!} /> : <Retype key={asking.key} field={asking.key!} />;
}
