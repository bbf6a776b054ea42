/**
 * The tests of containers, which need root, Debian's docker.io and docker-compose, and minutes.
 */
import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

export default defineConfig({
  test: { ...base.test, include: ['test/docker/**/*.test.ts'], exclude: ['node_modules/**'] }
})
