/** What commands tell people of the answers of a node. */
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { OutcomeUnknownError, TimedOutError } from '../../../src/node/errors.ts'
import { createCli } from '../../support/cli.ts'
import { createFakeNode, type FakeNode, TOKEN } from '../../support/fake-node.ts'

const open: FakeNode['app'][] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()))
})

/** Runs commands against a node that does what the test says. */
async function commandsTo(methods: object) {
  const { app } = createFakeNode({ resolveChain: () => 'C', ...methods } as Partial<VGuardNode>)
  open.push(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return async (...words: readonly string[]) => {
    const { cli, written } = createCli({ VGUARD_TOKEN: TOKEN, VGUARD_HTTP: `127.0.0.1:${port}` })
    return { code: await run(words, cli), ...written }
  }
}

test('an operation id is offered only to those commands that take it', async () => {
  const lose = () => Promise.reject(new OutcomeUnknownError('unknown', { operation: 'abc:6' }))
  const command = await commandsTo({
    ring: () => ({ leave: lose, join: lose }),
    kv: () => ({ put: lose })
  })
  const put = await command('put', 't', 'a', '1')
  expect(put).toMatchObject({ code: EXIT.unknown, err: 'error: unknown: --operation abc:6\n' })
  for (const words of [
    ['leave', 't', 'car-2', '--gone'],
    ['join', 't']
  ]) {
    const told = await command('ring', ...words)
    expect(told).toMatchObject({ code: EXIT.unknown, err: 'error: unknown\n' })
  }
})

test('an operation id of several words is offered as one', async () => {
  const lose = (operation: string) => () =>
    Promise.reject(new OutcomeUnknownError('unknown', { operation }))
  for (const [operation, offered] of [
    ['unsafe-recovery 3f2c', "'unsafe-recovery 3f2c'"],
    ["it's", "'it'\\''s'"]
  ] as const) {
    const command = await commandsTo({ changeMembers: lose(operation) })
    const told = await command('group', 'members', 't', '--members', 'car-1')
    expect(told.err).toBe(`error: unknown: --operation ${offered}\n`)
  }
})

test('who keeps keys of a ring and is no member of its group is told so', async () => {
  const member = { name: 'car-1', peer: 'P', isLeader: false, isConnected: false }
  const none = {
    prepared: 0,
    oldestMs: 0,
    coordinated: 0,
    reads: 0,
    telling: 0,
    next: [],
    unreachable: []
  }
  const moved = { keys: 0, sources: 0, done: 0 }
  const ring = {
    ...{ chain: 'C', ring: 5, phase: 'stable', copies: 2, isClassic: false, isSilent: false },
    ...none,
    moved
  }
  const group = (keys: number, isOwner: boolean) => ({
    ...{ chain: 'C', name: 't', engine: 'twophase', state: 'kv', workBits: 0, isMember: false },
    ...{ twophase: { copies: 2, classic: false }, members: [{ ...member, contradicts: false }] },
    ring: { ...ring, nodes: ['P', 'Q'], ready: [], bytes: 0, keys, isOwner }
  })
  const rowsOf = async (keys: number, isOwner: boolean) => {
    const command = await commandsTo({ groups: () => [group(keys, isOwner)] })
    return `${(await command('group', 'show', 't')).out}${(await command('group', 'ls')).out}`
  }
  for (const [keys, isOwner] of [
    [12, true],
    [0, true],
    [12, false]
  ] as const) {
    const rows = await rowsOf(keys, isOwner)
    expect(rows).toMatch(/^role +owner of keys of the ring, no member$/m)
    expect(rows).toMatch(new RegExp(`^keys +${keys} here`, 'm'))
    expect(rows).toMatch(/^t +kv +twophase +1 +owner/m)
    expect(rows).not.toContain('stranger')
  }
  expect(await rowsOf(0, false)).toMatch(/^role +stranger: this vehicle keeps nothing/m)
})

test('who was a member and keeps keys of the ring is an owner, whatever it hears of the log', async () => {
  const member = { name: 'car-1', peer: 'P', isLeader: false, isConnected: false }
  const none = {
    prepared: 0,
    oldestMs: 0,
    coordinated: 0,
    reads: 0,
    telling: 0,
    next: [],
    unreachable: []
  }
  const moved = { keys: 0, sources: 0, done: 0 }
  const ring = {
    ...{ chain: 'C', ring: 5, phase: 'stable', copies: 2, isClassic: false, isSilent: false },
    ...none,
    moved
  }
  const log = { chain: 'C', state: 'kv', role: 'learner', booth: 1, members: [], incarnations: [] }
  const blocks = { decided: 3, applied: 3, certified: 3, tail: 0, queue: 0, reads: 0, digest: '' }
  const ballots = { ballot: '', promised: '', accepted: '', heights: [], connected: [] }
  const of = async (isOwner: boolean) => {
    const group = {
      ...{ chain: 'C', name: 't', engine: 'twophase', state: 'kv', workBits: 0, isMember: false },
      ...{ twophase: { copies: 2, classic: false }, members: [{ ...member, contradicts: false }] },
      ring: { ...ring, nodes: ['P', 'Q'], ready: [], bytes: 0, keys: 0, isOwner },
      status: { ...log, ...blocks, ...ballots }
    }
    const command = await commandsTo({ groups: () => [group] })
    return `${(await command('group', 'show', 't')).out}${(await command('group', 'ls')).out}`
  }
  const owner = await of(true)
  expect(owner).toMatch(/^role +owner of keys of the ring, no member$/m)
  expect(owner).toMatch(/^t +kv +twophase +1 +owner/m)
  expect(await of(false)).toMatch(/^role +learner$/m)
})

test('registers are counted, and members that nobody leads are members', async () => {
  const rules = { reads: 1, writes: 1, leaderless: true, preempt: false }
  const log = { chain: 'C', state: 'kv', role: 'leader', booth: 1, members: [], incarnations: [] }
  const blocks = { decided: 3, applied: 3, certified: 3, tail: 0, queue: 0, reads: 0, digest: '' }
  const ballots = { ballot: '', promised: '', accepted: '', heights: [], connected: [] }
  const counts = { writing: 0, reading: 0, unarchived: 0, booth: 1, epoch: 0, deleted: 0 }
  const group = {
    ...{ chain: 'C', name: 'p', engine: 'quorum', state: 'kv', workBits: 0, isMember: true },
    ...{ quorum: rules, members: [] },
    registers: {
      chain: 'C',
      rules,
      role: 'peer',
      members: [],
      connected: [],
      registers: 1,
      ...counts
    },
    status: { ...log, ...blocks, ...ballots }
  }
  const command = await commandsTo({ groups: () => [group] })
  const { out } = await command('group', 'show', 'p')
  expect(out).toMatch(/^registers +1 key, member, every member writes by itself$/m)
  expect(out).toMatch(/^log ballot none;/m)
  expect((await command('group', 'ls')).out).toMatch(/^p +kv +quorum +0 +member/m)
  const some = { ...group, registers: { ...group.registers, registers: 5, deleted: 3 } }
  const asked = await commandsTo({ groups: () => [some] })
  expect((await asked('group', 'show', 'p')).out).toMatch(
    /^registers +2 keys and 3 deleted, member/m
  )
})

test('a change of a ring is looked at with a command that names it', async () => {
  const changed = { chain: 'C', version: 4, isNew: true }
  const join = () => Promise.resolve(changed)
  const command = await commandsTo({ ring: () => ({ join }) })
  expect(await command('ring', 'join', 't')).toMatchObject({
    code: EXIT.ok,
    out: 'ring 4: see vguard-node ring show t\n'
  })
})

test('the node is told how long to try for a ring, and its own answer is waited for', async () => {
  const asked: unknown[] = []
  const late = (options: { readonly timeoutMs?: number }) => {
    asked.push(options.timeoutMs)
    return sleep(300).then(() => {
      throw new TimedOutError('nobody has confirmed it')
    })
  }
  const ring = {
    show: (_keys: unknown, options: object) => late(options),
    leave: (_vehicle: unknown, options: object) => late(options),
    join: late
  }
  const command = await commandsTo({ ring: () => ring })
  for (const words of [
    ['show', 't'],
    ['leave', 't', 'car-2'],
    ['join', 't']
  ]) {
    const { code, err } = await command('ring', ...words, '--timeout', '100ms')
    expect([code, err], words.join(' ')).toEqual([124, 'error: nobody has confirmed it\n'])
  }
  expect(asked).toEqual([100, 100, 100])
})

test('how far a vehicle is with the keys that it fetches is told by its ring and by its group', async () => {
  const site = {
    unreachable: [],
    prepared: 0,
    oldestMs: 0,
    coordinated: 0,
    reads: 0,
    telling: 0,
    bytes: 0,
    keys: 7
  }
  const of = async (moved: object, ready: readonly string[]) => {
    const both = { chain: 'C', phase: 'moving', copies: 2, ready, moved }
    const ring = {
      ...both,
      ...site,
      ring: 5,
      isClassic: false,
      isSilent: false,
      nodes: ['P'],
      next: ['P', 'Q']
    }
    const group = {
      ...{ chain: 'C', name: 't', engine: 'twophase', state: 'kv', workBits: 0, isMember: false },
      ...{ twophase: { copies: 2, classic: false }, members: [], ring: { ...ring, isOwner: false } }
    }
    const node = { tokens: 64, isLost: false, isJoining: false, isLeaving: false, first: 0, all: 0 }
    const nodes = [
      { ...node, name: 'stays', peer: 'P' },
      { ...node, name: 'goes', peer: 'Q', isLeaving: true },
      { ...node, name: 'comes', peer: 'R', isJoining: true }
    ]
    const shown = { ...both, version: 5, nodes, owners: [] }
    const command = await commandsTo({
      groups: () => [group],
      ring: () => ({ show: () => Promise.resolve(shown) })
    })
    return `${(await command('group', 'show', 't')).out}${(await command('ring', 'show', 't')).out}`
  }
  const some = await of({ keys: 120, sources: 3, done: 1 }, ['stays'])
  const far = '120 keys so far, given in full by 1 of 3 vehicles'
  expect(some).toMatch(new RegExp(`^fetches +${far}$`, 'm'))
  expect(some).toContain(`this vehicle fetches its keys: ${far}\n`)
  expect(some).toMatch(/^comes .* fetches its keys +R$/m)
  expect(some).toMatch(/^goes .* leaves +Q$/m)
  expect(some).toMatch(/^stays +64 +0\.0 % +0\.0 % +P$/m)
  const none = await of({ keys: 0, sources: 0, done: 0 }, ['comes'])
  expect(none).not.toContain('so far')
  expect(none).toMatch(/^comes .* has its keys +R$/m)
  expect(none, 'it gets what another leaves').toMatch(/^stays .* fetches its keys +P$/m)
})

test('a rule of an engine that the group does not have is refused with its option and what it is for', async () => {
  const asked: unknown[] = []
  const command = await commandsTo({
    openGroup: (options: object) => {
      asked.push(options)
      return Promise.resolve({ chain: 'C', booth: 'B', number: 1, members: ['P'] })
    }
  })
  for (const [words, told] of [
    [
      ['--engine', 'paxos', '--writes', '2'],
      '--writes (members that have a write on disk) is a rule of the engine quorum, and this group is ' +
        'of the engine paxos; give --engine quorum, or leave --writes out'
    ],
    [
      ['--leaderless'],
      '--leaderless (every member writes by itself) is a rule of the engine quorum'
    ],
    [
      ['--engine', 'quorum', '--copies', '2'],
      '--copies (vehicles that keep each key) is a rule of the engine twophase'
    ],
    [['--engine', 'quorum', '--reads', '0'], '--reads: "0" is no whole number from 1 to 128'],
    [['--copies', '9'], '--copies: "9" is no whole number from 1 to 8']
  ] as const) {
    const { code, err } = await command('group', 'open', ...words)
    expect([code, err], words.join(' ')).toEqual([EXIT.usage, expect.stringContaining(told)])
  }
  expect(asked).toEqual([])
  const opened = await command('group', 'open', '--engine', 'quorum', '--writes', '2')
  expect(opened.code, opened.err).toBe(EXIT.ok)
  expect(asked).toMatchObject([{ engine: 'quorum', quorum: { writes: 2 } }])
})

test('more keys of a ring than are told at once are refused before anybody is asked', async () => {
  const asked: (readonly string[])[] = []
  const shown = { chain: 'C', version: 5, phase: 'stable', copies: 2, nodes: [], ready: [] }
  const moved = { keys: 0, sources: 0, done: 0 }
  const show = (keys: readonly string[]) => {
    asked.push(keys)
    return Promise.resolve({ ...shown, moved, owners: [] })
  }
  const command = await commandsTo({ ring: () => ({ show }) })
  const keys = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}`).join()
  const refused = await command('ring', 'show', 't', '--keys', keys(65))
  expect([refused.code, refused.err]).toEqual([
    EXIT.usage,
    expect.stringContaining('--keys names 65 keys, at most 64 are told at once')
  ])
  expect(asked).toEqual([])
  expect((await command('ring', 'show', 't', '--keys', keys(64))).code).toBe(EXIT.ok)
  expect(asked.map(({ length }) => length)).toEqual([64])
  expect((await command('ring', 'show', '--help')).out).toMatch(
    /separated by commas; at\s+most\s+64/
  )
})
