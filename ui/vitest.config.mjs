import react from '@vitejs/plugin-react';

export default {
  plugins: [react()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // Tests that need a page say so in their first line: // @vitest-environment happy-dom
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
  },
};
