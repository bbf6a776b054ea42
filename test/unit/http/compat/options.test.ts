/**
 * Which old APIs a vehicle speaks, as flags and settings say.
 */
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import { parseCompat } from '../../../../src/http/compat/options.ts'

const PORT = { type: 'tcp', host: '127.0.0.1', port: 16200 }

describe('compat options', () => {
  test('nothing is spoken unless it is asked for', () => {
    expect(parseCompat({})).toBe(undefined)
    expect(parseCompat({ ids: ['0=car-1'], kv: ['127.0.0.1:1'] })).toBe(undefined)
  })

  test('one, the other, or both', () => {
    const vguarddb = { ids: new Map(), proposer: undefined }
    const kvstore = { group: undefined, addresses: [PORT] }
    expect(parseCompat({ compat: ['vguarddb'] })).toEqual({ vguarddb })
    expect(parseCompat({ compat: ['kvstore'] })).toEqual({ kvstore })
    expect(parseCompat({ compat: ['kvstore=a=b', 'vguarddb'] })).toEqual({
      vguarddb,
      kvstore: { ...kvstore, group: 'a=b' }
    })
  })

  test('numbers of vehicles and places', () => {
    const options = parseCompat({
      compat: ['vguarddb', 'kvstore'],
      ids: ['0=car-1', '14=x'],
      kv: ['127.0.0.1:1', 'unix:/f']
    })
    expect(options?.vguarddb?.ids).toEqual(
      new Map([
        [0, 'car-1'],
        [14, 'x']
      ])
    )
    expect(options?.kvstore?.addresses).toEqual([
      { ...PORT, port: 1 },
      { type: 'unix', path: '/f' }
    ])
    expect(parseCompat({ compat: ['kvstore'], kv: ['none'] })?.kvstore?.addresses).toEqual([])
  })

  test.each([
    [{}, undefined],
    [{ isProposer: true }, undefined],
    [{ isProposer: true, id: '3' }, undefined],
    [{ isProposer: false }, 0],
    [{ id: '3' }, 0],
    [{ id: '0' }, undefined],
    [{ id: '3', proposerId: '3' }, undefined],
    [{ proposerId: '5' }, 5]
  ])("VGuardDB's flags %j mean the table of %s", (flags, proposer) => {
    expect(parseCompat({ compat: ['vguarddb'], ...flags })?.vguarddb?.proposer).toBe(proposer)
  })

  test.each([
    { compat: ['vguard'] },
    { compat: ['vguarddb=1'] },
    { compat: ['kvstore='] },
    { compat: [''] },
    { compat: ['vguarddb'], ids: ['0'] },
    { compat: ['vguarddb'], ids: ['car-1=0'] },
    { compat: ['vguarddb'], ids: ['0='] },
    { compat: ['vguarddb'], ids: ['0=a', '0=b'] },
    { compat: ['vguarddb'], proposerId: 'car-1' },
    { compat: ['kvstore'], kv: ['16200'] },
    { compat: ['kvstore'], kv: ['a:1', 'a:2', 'a:3'] }
  ])('%j is refused', (texts) => {
    expect(() => parseCompat(texts)).toThrow(InvalidInputError)
  })
})
