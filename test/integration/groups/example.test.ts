/** The example of a replicated store of settings does what it says. */
import { expect, it } from 'vitest'
import { main } from '../../../examples/settings.ts'

it('example: settings that three vehicles share', { timeout: 60_000 }, async () => {
  const lines: string[] = []
  await main((line) => lines.push(line))
  expect(lines).toEqual([
    'car-2 hears: limit/city is {"kmh":50}',
    'car-2 hears: limit/road is {"kmh":100}',
    'first: true, second: false',
    'asked twice, done once: true',
    'limit/city is {"kmh":30}',
    'limit/road is {"kmh":100}'
  ])
})
