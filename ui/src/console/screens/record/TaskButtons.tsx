import type { TaskButton } from '../../../model/record';
import { Choices } from './Choices';
import { useDesk } from './desk';

/** TaskButtons puts what moves things on first, and says in words why a button cannot be pressed. */
export function TaskButtons({ buttons, onPress }: { buttons: readonly TaskButton[]; onPress: (button: TaskButton) => void }) {
  const { sheet, busy } = useDesk();
  // What the server missed may have been entered since; then it decides again.
  const stopped = (button: TaskButton) => (sheet.dirty ? '' : (button.disabled ?? ''));
  const sorted = [...buttons].sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false) || Number(a.danger ?? false) - Number(b.danger ?? false));
  return (
    <Choices
      choices={sorted.map((button) => ({
        key: button.key,
        title: button.title,
        primary: button.primary,
        danger: button.danger,
        why: stopped(button),
        disabled: sheet.busy,
        loading: busy && button.primary,
        press: () => onPress(button),
      }))}
    />
  );
}
