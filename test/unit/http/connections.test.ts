/** Connections of clients: they take no files away from the vehicle. */
import { expect, test } from 'vitest'
import { connectionsWithin } from '../../../src/http/connections.ts'
import { openFilesMax } from '../../../src/node/files.ts'

test('clients get a quarter of the files, as many as they need at most, and a few at least', () => {
  expect(connectionsWithin(undefined, 2048)).toBe(2048)
  expect(connectionsWithin(1_048_576, 2048)).toBe(2048)
  expect(connectionsWithin(1024, 2048)).toBe(256)
  expect(connectionsWithin(20, 2048)).toBe(16)
  expect(connectionsWithin(1024, 8)).toBe(8)
})

test.skipIf(process.platform !== 'linux')('the system tells how many files there are', async () => {
  expect(await openFilesMax()).toBeGreaterThan(100)
})
