import { describe, expect, it } from 'vitest';
import { whyUnsent } from './unsent';

describe('a message that did not leave', () => {
  it('tells administrators what to set up, and everybody else whom to ask', () => {
    expect(whyUnsent('not_configured', 'mail', true)).toBe('no_mail_server');
    expect(whyUnsent('not_configured', 'mail', false)).toBe('not_configured');
    expect(whyUnsent('not_configured', 'sms', true)).toBe('not_configured');
    expect(whyUnsent('failed', 'mail', true)).toBe('failed');
  });
});
