import { applyPatches, enablePatches, produceWithPatches, type Draft, type Patch } from 'immer';

enablePatches();

/** What was done, as a person hears it: a key of the designer's texts with what it names. */
export interface Said {
  key: string;
  params?: Readonly<Record<string, string | number>>;
}

/** Command is one thing a person does to a document, by mouse, keyboard or menu alike. */
export interface Command<D> {
  said: Said;
  /** Changes the draft in place. What it leaves as it was makes no step. */
  apply: (draft: Draft<D>) => void;
  /** Commands with the same name that follow each other are one gesture and one step, such as typing in one field. */
  gesture?: string;
}

/** Step is one gesture that can be taken back. */
export interface Step {
  said: Said;
  patches: readonly Patch[];
  inverse: readonly Patch[];
  gesture?: string;
}

/** Edit is a document with what was done to it and what was taken back. It is never changed in place. */
export interface Edit<D> {
  readonly document: D;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Steps kept; older ones can no longer be taken back. */
const deepest = 500;

/** begin starts editing a document. */
export function begin<D>(document: D): Edit<D> {
  return { document, past: [], future: [] };
}

/** perform carries out a command. One that changes nothing returns the edit it was given. */
export function perform<D>(edit: Edit<D>, command: Command<D>): Edit<D> {
  const [document, patches, inverse] = produceWithPatches(edit.document, (draft) => {
    command.apply(draft);
  });
  if (patches.length === 0) return edit;
  const last = edit.past.at(-1);
  if (last && command.gesture && last.gesture === command.gesture && edit.future.length === 0) {
    const step: Step = { ...last, said: command.said, patches: [...last.patches, ...patches], inverse: [...inverse, ...last.inverse] };
    return { document, past: [...edit.past.slice(0, -1), step], future: [] };
  }
  const step: Step = { said: command.said, patches, inverse, gesture: command.gesture };
  return { document, past: [...edit.past, step].slice(-deepest), future: [] };
}

/** settle ends the gesture under way: what follows is a step of its own. */
export function settle<D>(edit: Edit<D>): Edit<D> {
  const last = edit.past.at(-1);
  if (!last?.gesture) return edit;
  return { ...edit, past: [...edit.past.slice(0, -1), { ...last, gesture: undefined }] };
}

/** undo takes the last step back; without one the edit stays as it is. */
export function undo<D>(edit: Edit<D>): Edit<D> {
  const step = edit.past.at(-1);
  if (!step) return edit;
  return { document: applyPatches(edit.document as object, step.inverse as Patch[]) as D, past: edit.past.slice(0, -1), future: [...edit.future, step] };
}

/** redo does the step again that was taken back last. */
export function redo<D>(edit: Edit<D>): Edit<D> {
  const step = edit.future.at(-1);
  if (!step) return edit;
  return { document: applyPatches(edit.document as object, step.patches as Patch[]) as D, past: [...edit.past, { ...step, gesture: undefined }], future: edit.future.slice(0, -1) };
}
