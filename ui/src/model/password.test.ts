import { expect, it } from 'vitest';
import { passwordFault } from './password';

it('a new password is typed twice, long enough and not the login', () => {
  expect(passwordFault('correct horse', 'correct horse', 'admin')).toBeUndefined();
  expect(passwordFault('correct horse', 'correct hose', 'admin')).toBe('differ');
  expect(passwordFault('correct horse', '', 'admin')).toBe('differ');
  expect(passwordFault('  short  ', '  short  ')).toBe('short');
  expect(passwordFault('Administrator', 'Administrator', ' administrator')).toBe('login');
  expect(passwordFault('密码密码密码密码', '密码密码密码密码')).toBeUndefined();
});
