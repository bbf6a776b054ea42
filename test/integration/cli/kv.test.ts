/** Commands of groups and key-value stores, and the shell, against a running node. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { type ControlServer, startControlServer } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { createCli } from '../../support/cli.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-commands-of-stores'
let server: ControlServer
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-kv-'))
  const node = await createNode('car-a', { faults: true })
  server = await startControlServer({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    logger: SILENT,
    onStop: () => undefined
  })
  const opened = await vguard('group open --name settings --work-bits 4 --operation open-1')
  expect(opened.exitCode, opened.err).toBe(EXIT.ok)
}, 30_000)
afterAll(async () => {
  await server.close()
  await closeNodes()
  rmSync(folder, { recursive: true })
})

async function vguard(words: string | readonly string[], input = '', own = {}) {
  const env = { VGUARD_TOKEN: TOKEN, VGUARD_HTTP: server.url.replace('http://', ''), ...own }
  const { cli, written } = createCli(env, input)
  const list = typeof words === 'string' ? words.split(' ') : words
  const exitCode = await run([...list, '--data-dir', folder], cli)
  return {
    ...written,
    exitCode,
    json: () => JSON.parse(written.out.trim().split('\n').at(-1) ?? '')
  }
}

describe('commands of stores', () => {
  test('what is put is printed to the letter', async () => {
    const put = await vguard(['kv', 'put', 'settings', 'a b', '{"x": 1.0}'])
    expect([put.exitCode, put.out]).toEqual([EXIT.ok, expect.stringMatching(/^\d+\.0 no entry/)])
    expect((await vguard(['get', 'settings', 'a b'])).out).toBe('{"x": 1.0}\n')
    const json = (await vguard(['kv', 'get', 'settings', 'a b', '--json'])).json()
    expect(json).toMatchObject({ kind: 'json', json: '{"x": 1.0}', changes: 1 })
  })

  test.each([
    ['-1', '-1'],
    ["{'a': (1, None)}", '{"a":[1,null]}'],
    ['with - and blanks', '"with - and blanks"'],
    ['"\\u0000"', '"\\u0000"']
  ])('the value %j is %j', async (value, printed) => {
    await vguard(['put', 'settings', 'v', value])
    expect((await vguard('get settings v')).out.trimEnd()).toBe(printed)
  })

  test('files are kept byte by byte', async () => {
    const bytes = 'line 1\n\0line 2\u00ff'
    await vguard('kv put settings file --file -', bytes)
    const out = join(folder, 'out.bin')
    await vguard(['kv', 'get', 'settings', 'file', '--out', out])
    expect(readFileSync(out, 'utf8')).toBe(bytes)
    expect((await vguard('kv get settings file')).out).toMatch(/^base64:/)
  })

  test('a file of 1 MiB is a value', async () => {
    const text = `${'x'.repeat(1024 * 1024 - 1)}y`
    expect((await vguard('kv put settings mebibyte --file -', text)).exitCode).toBe(EXIT.ok)
    const out = join(folder, 'mebibyte.bin')
    await vguard(['kv', 'get', 'settings', 'mebibyte', '--out', out])
    expect(readFileSync(out, 'utf8') === text).toBe(true)
    const more = await vguard('kv put settings mebibyte --file -', `${text}z`)
    expect([more.exitCode, more.err]).toEqual([
      EXIT.usage,
      'error: a value has 1048577 bytes, at most 1048576 are allowed\n'
    ])
    const still = join(folder, 'still.bin')
    await vguard(['kv', 'get', 'settings', 'mebibyte', '--out', still])
    expect(readFileSync(still, 'utf8') === text).toBe(true)
  })

  test.each([2, 20])(
    'a file of %i MiB is no value, whichever limit it meets',
    async (mebibytes) => {
      const done = await vguard('kv put settings big --file -', 'x'.repeat(mebibytes * 1024 * 1024))
      expect([done.exitCode, done.err]).toEqual([
        EXIT.usage,
        `error: a value has ${mebibytes * 1024 * 1024} bytes, at most 1048576 are allowed\n`
      ])
      expect((await vguard('kv get settings big')).exitCode).toBe(EXIT.notFound)
    }
  )

  test('each end has its exit code', async () => {
    const codes: Record<string, number> = {
      'kv get settings none': EXIT.notFound,
      'kv get nowhere k': EXIT.notFound,
      'kv put settings k': EXIT.usage,
      'kv put settings k { --literal json': EXIT.usage,
      'kv cas settings new 1 --if-absent': EXIT.ok,
      'kv cas settings new 2 --if-absent': EXIT.rejected,
      'kv cas settings new 2 --if-value 1': EXIT.ok,
      'kv cas settings new 2': EXIT.usage,
      'kv del settings new': EXIT.ok,
      'kv touch settings new --ttl 5s': EXIT.ok,
      'group show nowhere': EXIT.notFound,
      'group open --engine raft': EXIT.usage,
      'group open --copies 1': EXIT.usage,
      'group open --members ,': EXIT.usage,
      'group open --members car-a,car-a': EXIT.usage,
      'group open --pivots car-a,car-a': EXIT.usage,
      'group open --name settings': EXIT.rejected,
      'group open --name alone --members car-a': EXIT.ok,
      'group members settings --members ,': EXIT.usage,
      'group members settings --members car-a,car-a': EXIT.usage,
      'ring show settings': EXIT.rejected,
      'group members settings': EXIT.usage,
      'group recover settings --unsafe': EXIT.usage,
      'group recover settings --members car-a': EXIT.usage,
      'group recover settings --members car-a --unsafe': EXIT.rejected,
      'group recover nowhere --members car-a --unsafe': EXIT.notFound
    }
    for (const [words, exitCode] of Object.entries(codes)) {
      const done = await vguard(words)
      expect([words, done.exitCode, done.err], words).toEqual([words, exitCode, expect.anything()])
    }
  })

  test('what is asked for twice is named, and why it is refused', async () => {
    const errorOf = async (words: string): Promise<string> => (await vguard(words)).err
    const { peer } = (await vguard('status --json')).json()
    expect(await errorOf('group open --members ,')).toMatch(
      /^error: --members: "," names nothing; write items with commas between them$/m
    )
    expect(await errorOf('group open --members car-a,car-a')).toMatch(/"car-a" is named twice/)
    expect(await errorOf(`group open --members car-a,${peer}`)).toMatch(
      /"car-a" and ".*" are one vehicle, named twice/
    )
    expect(await errorOf('group open --name settings')).toMatch(
      /^error: there is a group "settings" already \(\w+\); open it by another name$/m
    )
    const { error } = (await vguard('ring show settings --json')).json()
    expect(error.code).toBe('ERR_NOT_SUPPORTED')
  })

  test('a value is written into a new file only', async () => {
    await vguard('put settings file text')
    const path = join(folder, 'value')
    const get = (out: string) => vguard(['get', 'settings', 'file', '--out', out])
    expect((await get(path)).exitCode).toBe(EXIT.ok)
    expect(readFileSync(path, 'utf8')).toBe('"text"')
    const again = await get(path)
    expect([again.exitCode, again.err]).toEqual([
      EXIT.rejected,
      `error: ${path} is there already: a value overwrites nothing\n`
    ])
    const nowhere = await get(join(folder, 'missing', 'value'))
    expect([nowhere.exitCode, nowhere.err]).toEqual([
      EXIT.unreadableFile,
      `error: ${join(folder, 'missing')}: there is no such directory\n`
    ])
  })

  test('with --json a refusal by the store is its result', async () => {
    await vguard('kv put settings there 1')
    const cas = await vguard('kv cas settings there 2 --if-absent --json')
    expect([cas.exitCode, cas.out.trim().split('\n').length]).toEqual([EXIT.rejected, 1])
    expect(cas.json()).toMatchObject({ succeeded: false })
    const txn = '{"compares": [{"key": "there", "expected": {"is": "absent"}}]}'
    const done = await vguard(['kv', 'txn', 'settings', txn, '--json'])
    expect([done.exitCode, done.json().succeeded]).toEqual([EXIT.rejected, false])
  })

  test('a watch that hears nothing in time is late, and no broken connection', async () => {
    const late = await vguard('kv watch settings --from-height 99999 --timeout 300ms')
    expect([late.exitCode, late.err]).toEqual([EXIT.timedOut, expect.stringContaining('300 ms')])
  })

  test('the same operation is done once', async () => {
    const { operation, revision } = (await vguard('kv put settings once 1 --json')).json()
    const again = ['kv', 'put', 'settings', 'once', '1', '--operation', operation, '--json']
    expect((await vguard(again)).json().revision).toBe(revision)
  })

  test('a transaction comes from standard input', async () => {
    const txn = {
      compares: [{ key: 't', expected: { is: 'absent' } }],
      whenTrue: [{ type: 'put', key: 't', value: 1 }],
      whenFalse: [{ type: 'get', key: 't' }]
    }
    expect((await vguard('kv txn settings', JSON.stringify(txn))).out).toContain('whenTrue')
    const again = await vguard('kv txn settings', JSON.stringify(txn))
    expect([again.exitCode, again.out]).toEqual([
      EXIT.rejected,
      expect.stringContaining('"json":"1"')
    ])
  })

  test('scan and watch', async () => {
    for (const i of [1, 2, 3]) {
      await vguard(`kv put settings s/${i} ${i}`)
    }
    expect((await vguard('kv scan settings --prefix s/')).out).toBe('s/1 1\ns/2 2\ns/3 3\n')
    const two = await vguard('kv scan settings --prefix s/ --limit 2 --reverse --keys')
    expect(two.out).toBe('s/3\ns/2\n')
    const watched = await vguard('kv watch settings --prefix s/ --from-height 1 --count 3')
    expect(watched.out).toMatch(/^\d+\.0 put s\/1 1\n\d+\.0 put s\/2 2\n/)
  })
})

describe('faults on purpose', () => {
  test('a protocol that is none is refused, with those there are', async () => {
    for (const words of ['offline --protocols nonsense', 'link cut car-a --protocol nonsense']) {
      const done = await vguard(words)
      expect([done.exitCode, done.err], words).toEqual([
        EXIT.usage,
        expect.stringContaining('"nonsense" is no protocol; there are certify')
      ])
    }
    expect((await vguard('faults')).out).toBe('no faults\n')
  })
})

describe('commands of groups', () => {
  test('an outcome that is unknown names the id to ask again with', async () => {
    const late = await vguard('group open --name late --timeout 1ms')
    expect(late.exitCode, late.err).toBe(EXIT.unknown)
    const id = /ask again with the same id: --operation (\S+)\n/.exec(late.err)?.[1] ?? ''
    const again = await vguard(`group open --name late --operation ${id} --json`)
    const { chain } = again.json()
    const { groups } = (await vguard('group ls --json')).json()
    const late2 = groups.filter(({ name }: { name: string }) => name === 'late')
    expect(late2.map((group: { chain: string }) => group.chain)).toEqual([chain])
  })

  test('a group is listed and shown', async () => {
    expect((await vguard('group ls')).out).toMatch(/settings +kv +paxos +1 +leader +car-a/)
    const shown = await vguard('group show settings')
    expect(shown.out).toMatch(/^engine +paxos$/m)
    expect(shown.out).toContain('role       leader')
    expect(shown.out).toContain('kv, 4 bits of work')
    expect((await vguard('group show settings --json')).json().status.role).toBe('leader')
  })

  test('its chain shows decided blocks, what they carry, and verifies with its work', async () => {
    await vguard('kv put settings chained "x"')
    const shown = await vguard('chain show settings')
    expect(shown.out).toMatch(/(decided|certified) +2\d{3}-/)
    const { blocks } = (await vguard('chain show settings --last 2 --json')).json()
    expect(blocks.length).toBe(2)
    expect(blocks[1].hash, 'four bits of work').toMatch(/^0/)
    expect(blocks[1].nonce).toMatch(/^[0-9a-f]{16}$/)
    const block = (await vguard(`chain show settings ${blocks[1].height} --json`)).json()
    expect(block.commands).toMatchObject([{ type: 'put', key: 'chained', json: '"x"' }])
    const verified = await vguard('chain verify settings')
    expect([verified.exitCode, verified.out]).toEqual([EXIT.ok, expect.stringContaining('sound')])
  })
})

describe('shell', () => {
  test('a script is run line by line; the first failure is the exit code', async () => {
    const script = [
      '# a script',
      '',
      "put 'the key' {'a': 1}",
      "get 'the key'",
      'put n -5',
      'get none',
      'get n',
      'print kv',
      'print bc',
      'print ballots',
      'failLink 12D3KooWHHzSeKaY8xuZVzkLbKFfvNgPPeKhFBGrMbNzbm5akpqu',
      'print bl',
      'fixLink 12D3KooWHHzSeKaY8xuZVzkLbKFfvNgPPeKhFBGrMbNzbm5akpqu',
      'nonsense',
      'help',
      'exit',
      'put never 1'
    ].join('\n')
    const done = await vguard('shell settings', script)
    expect(done.exitCode).toBe(EXIT.notFound)
    expect(done.out).toContain('{"a":1}\n')
    expect(done.out).toContain('\n-5\n')
    expect(done.out).toContain('the key {"a":1}\n')
    expect(done.out).toContain('HEIGHT')
    expect(done.out).toContain('ballot ')
    expect(done.out).toContain('cut: 12D3KooW')
    expect(done.err).toContain('there is no such command here: nonsense')
    expect((await vguard('get settings never')).exitCode).toBe(EXIT.notFound)
  })

  test('what tells of the token and of the time counts for every line', async () => {
    const tokenFile = join(folder, 'another-token')
    writeFileSync(tokenFile, TOKEN, { mode: 0o600 })
    const own = { VGUARD_TOKEN: undefined }
    const words = ['shell', 'settings', '--token-file', tokenFile, '--timeout', '20s']
    const { out, err } = await vguard(words, 'put timed 1 --timeout=10s\nget timed\n', own)
    expect([out, err]).toEqual([expect.stringMatching(/\n1\n$/), ''])
  })

  test('a group that is not known is told before the first command', async () => {
    const done = await vguard('shell nowhere', '')
    expect([done.exitCode, done.err]).toEqual([EXIT.notFound, expect.stringMatching(/nowhere/)])
  })

  test('with --json every line answers with an object', async () => {
    const done = await vguard('shell settings --json', 'put j 1\nget j\n')
    const lines = done.out.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).key ?? JSON.parse(line).found)).toEqual([
      false,
      'j'
    ])
    expect(done.exitCode).toBe(EXIT.ok)
  })
})
