import { describe, expect, it } from 'vitest';
import { readDuration, writeDuration } from './duration';
import { permissionOf, permit } from './stepfields';

describe('fields of a step', () => {
  it('have one permission each, and what is required may be filled in', () => {
    const fields = { edit: ['title', 'tags'], read: ['question'] };
    expect(['title', 'question', 'other'].map((field) => permissionOf(fields, field))).toEqual(['edit', 'read', 'as_is']);
    const required = permit(fields, 'title', 'require');
    expect(required).toEqual({ edit: ['tags', 'title'], read: ['question'], require: ['title'] });
    expect(permissionOf(required, 'title')).toBe('require');
    expect(permit(required, 'title', 'hide')).toEqual({ edit: ['tags'], read: ['question'], hide: ['title'] });
    expect(permit({ read: ['question'] }, 'question', 'as_is')).toEqual({});
  });
});

describe('durations', () => {
  it('are taken apart and put together', () => {
    for (const duration of [{ working: 'P5D' }, { elapsed: 'PT72H' }, { elapsed: 'P1DT4H30M' }]) expect(writeDuration(readDuration(duration))).toEqual(duration);
    expect(readDuration({ working: 'P1DT2H' })).toEqual({ kind: 'working', days: 1, hours: 2, minutes: 0 });
    expect([writeDuration(readDuration(undefined)), readDuration({ elapsed: 'soon' })]).toEqual([undefined, { kind: 'elapsed', days: 0, hours: 0, minutes: 0 }]);
  });
});
