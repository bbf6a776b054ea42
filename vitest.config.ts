/**
 * How the tests run: every file in a process of its own, two at a time, polyfills first.
 *
 * The last reporter prints the one plain line `N passed, N failed, N skipped`.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Those have a command of their own: npm run test:docker.
    exclude: ['node_modules/**', 'test/docker/**'],
    setupFiles: ['test/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    reporters: ['default', './scripts/last-line-reporter.mjs']
  }
})
