import { expect } from 'vitest';
import { begin, perform, redo, undo, type Command, type Edit } from '../model/edit';

/** A random number from 0 up to below `below`, from a seed, so that a failure can be run again. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * walk does random commands and takes them back: undoing all gives the original, redoing all the final document, and
 * `valid` holds at every step. It returns how many commands changed something.
 */
export function walk<D>(original: D, choose: (document: D, roll: (below: number) => number) => Command<D> | undefined, options: { seed: number; steps: number; valid: (document: D) => void }): number {
  const roll = dice(options.seed);
  let edit: Edit<D> = begin(original);
  for (let at = 0; at < options.steps; at++) {
    const command = choose(edit.document, roll);
    if (command) edit = perform(edit, command);
    options.valid(edit.document);
    if (roll(10) === 0) {
      edit = undo(edit);
      options.valid(edit.document);
    }
  }
  const done = edit.past.length;
  const final = edit.document;
  for (let at = 0; at < done; at++) {
    edit = undo(edit);
    options.valid(edit.document);
  }
  expect(edit.past).toEqual([]);
  expect(edit.document).toEqual(original);
  for (let at = 0; at < done; at++) edit = redo(edit);
  expect(edit.document).toEqual(final);
  return done;
}
