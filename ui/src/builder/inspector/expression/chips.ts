import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, WidgetType, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import { namesIn } from '../../../model/formsource';
import { systemNames } from './names';
import style from '../inspector.module.css';

/** A name of the expression as people know it. */
class Chip extends WidgetType {
  constructor(
    private readonly label: string,
    private readonly gone: boolean,
  ) {
    super();
  }

  override eq(other: Chip): boolean {
    return other.label === this.label && other.gone === this.gone;
  }

  toDOM(): HTMLElement {
    const chip = document.createElement('span');
    chip.className = style.chip!;
    chip.textContent = this.label;
    if (this.gone) chip.dataset.gone = '';
    return chip;
  }
}

/** chips draws the names of fields as their titles; one that is gone is red. What is being written is left as it is. */
export function chips(title: (key: string) => string | undefined, gone: (key: string) => string): Extension {
  const draw = (view: EditorView): DecorationSet => {
    const made = new RangeSetBuilder<Decoration>();
    const { head } = view.state.selection.main;
    const text = view.state.doc.toString();
    for (const { name, from, to: end } of namesIn(text)) {
      // A value of a related record, or of the system, is known by its whole path.
      const path = name + (/^(?:\.[A-Za-z_]\w*)*/.exec(text.slice(end))?.[0] ?? '');
      const whole = path === name ? undefined : title(path);
      const to = whole === undefined ? end : from + path.length;
      const label = whole ?? title(name);
      if (label === undefined && systemNames.has(name)) continue;
      const touched = view.hasFocus && head >= from && head <= to;
      if (label === undefined ? touched : touched && head > from && head < to) continue;
      made.add(from, to, Decoration.replace({ widget: new Chip(label ?? gone(name), label === undefined) }));
    }
    return made.finish();
  };
  const plugin = ViewPlugin.fromClass(
    class {
      drawn: DecorationSet;

      constructor(view: EditorView) {
        this.drawn = draw(view);
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.selectionSet || update.focusChanged) this.drawn = draw(update.view);
      }
    },
    {
      decorations: (one) => one.drawn,
      provide: (one) => EditorView.atomicRanges.of((view) => view.plugin(one)?.drawn ?? Decoration.none),
    },
  );
  return plugin;
}
