import type { Schema } from '../../model/design';

/** Schemas of what every form and field has beside the settings of its type; the words for them are the designer's own. */
export const text: Schema = { 'x-editor': 'text' };
export const long: Schema = { 'x-editor': 'text', maxLength: 2000 };
export const flag: Schema = { type: 'boolean' };
export const days: Schema = { type: 'integer', minimum: 0, maximum: 36_500 };
export const hiding: Schema = { enum: ['clear', 'keep'] };
export const sensitivity: Schema = { enum: ['general', 'sensitive'] };
export const aField: Schema = { type: 'string', 'x-editor': 'field' };
export const someFields: Schema = { type: 'array', 'x-editor': 'fields' };
export const formula: Schema = { type: 'string', 'x-editor': 'expression', maxLength: 4000 };
export const icon: Schema = { type: 'string', 'x-editor': 'icon' };
export const count: Schema = { type: 'integer', minimum: 1, maximum: 10_000 };
export const condition: Schema = { type: 'object', 'x-editor': 'condition' };
export const setting: Schema = { type: 'object', 'x-editor': 'values', 'x-sources': ['fixed', 'expr'] };
