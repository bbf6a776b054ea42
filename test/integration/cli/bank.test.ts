/** Commands of banks against a running node. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { type ControlServer, startControlServer } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { createCli } from '../../support/cli.ts'
import { closeNodes, createNode } from '../../support/nodes.ts'

const TOKEN = 'token-of-the-test-of-commands-of-banks'
let server: ControlServer
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-bank-'))
  const node = await createNode('car-a')
  server = await startControlServer({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    logger: SILENT,
    onStop: () => undefined
  })
  const opened = await vguard('group open --name money --state bank --operation open-1')
  expect(opened.exitCode, opened.err).toBe(EXIT.ok)
  for (const name of ['anna', 'bert', 'carl']) {
    const minted = await vguard(`bank mint money ${name} 100 --owner car-a --operation m-${name}`)
    expect(minted.out).toBe(`${name} 100 owned by car-a\n`)
  }
}, 30_000)
afterAll(async () => {
  await server.close()
  await closeNodes()
  rmSync(folder, { recursive: true })
})

async function vguard(words: string, input = '') {
  const env = { VGUARD_TOKEN: TOKEN, VGUARD_HTTP: server.url.replace('http://', '') }
  const { cli, written } = createCli(env, input)
  const exitCode = await run([...words.split(' '), '--data-dir', folder], cli)
  return {
    ...written,
    exitCode,
    json: () => JSON.parse(written.out.trim().split('\n').at(-1) ?? '')
  }
}

const balances = async (): Promise<string> => {
  await vguard('bank flush money')
  const { accounts } = (await vguard('bank balance money --json')).json()
  return accounts
    .map((one: { account: string; balance: string }) => `${one.account}:${one.balance}`)
    .join(' ')
}

describe('commands of banks', () => {
  test('money is moved, and told', async () => {
    const paid = await vguard('transfer money anna bert 30 --level committed --operation rent')
    expect([paid.exitCode, paid.out]).toEqual([
      ...[EXIT.ok, expect.stringMatching(/^committed in block \d+ as rent\n$/)]
    ])
    expect((await vguard('balance money bert')).out).toBe('bert 130 owned by car-a\n')
    expect((await vguard('bank open money anna')).out).toBe('anna 70 owned by car-a\n')
    expect((await vguard('bank history money bert')).out).toMatch(/in +30 +anna +130 +rent/)
    expect((await vguard('bank log money --limit 1')).out).toMatch(/transfer +anna +bert +30 +rent/)
    expect((await vguard('bank total money')).out).toBe(
      '300 in 3 accounts, as much as the 300 minted\n'
    )
    expect((await vguard('group show money')).out).toMatch(
      /money +300 in 3 accounts, 300 minted: conserved\nowner +issuing, epoch 1, 0 pending/
    )
    expect((await vguard('status')).out).toContain('300 of 300 minted: conserved')
    expect((await vguard('bank move money anna')).out).toMatch(/^anna is owned by car-a/)
  })

  test('the shell takes the words of a bank, old ones too', async () => {
    const input = 'balance carl\ntransaction carl anna 1\nShow Balance carl\nprintLog --limit 1\n'
    const said = await vguard('shell money', input)
    expect([said.exitCode, said.err]).toEqual([EXIT.ok, ''])
    expect(said.out).toMatch(
      /^carl 100 owned by car-a\nbacked as .*\ncarl (99|100) owned by car-a\n/
    )
    await vguard('shell money', "transfer anna 'carl' 1\nflush\ntotal\n")
    expect((await vguard('bank total money --json')).json()).toMatchObject({ isConserved: true })
  })

  test('what cannot be is refused, each with its exit code', async () => {
    const codes = async (words: string): Promise<number> => (await vguard(words)).exitCode
    expect(await codes('transfer money anna bert 1000')).toBe(EXIT.rejected)
    expect(await codes('transfer money anna nobody 1')).toBe(EXIT.notFound)
    expect(await codes('balance money nobody')).toBe(EXIT.notFound)
    expect(await codes('transfer money anna bert 0')).toBe(EXIT.usage)
    expect(await codes('transfer money anna anna 1')).toBe(EXIT.usage)
    expect(await codes('bank mint money anna 1.5')).toBe(EXIT.usage)
    const huge = await vguard('bank mint money anna 9223372036854775808')
    expect([huge.exitCode, huge.err]).toEqual([
      EXIT.usage,
      expect.stringContaining('no whole amount from 1 to 9223372036854775807')
    ])
  })

  test('a file of triplets is loaded once, however often, and says what was refused', async () => {
    const before = await balances()
    expect(before).toBe('anna:70 bert:130 carl:100')
    const file = join(folder, 'transfers.txt')
    writeFileSync(file, '# who pays whom\nanna bert 10\n(bert, carl, 40)\n\ncarl;anna;5\n')
    const loaded = await vguard(`bank load money ${file}`)
    expect([loaded.exitCode, loaded.out]).toEqual([EXIT.ok, '3 of 3 transfers are local\n'])
    const after = 'anna:65 bert:100 carl:135'
    expect(await balances()).toBe(after)
    await vguard(`bank load money ${file}`)
    expect(await balances()).toBe(after)
    await vguard(`bank load money ${file} --operation again`)
    expect(await balances()).toBe('anna:60 bert:70 carl:170')
    const part = await vguard('bank load money - --json', 'anna bert 1\nanna bert 5000\n')
    expect(part.exitCode).toBe(EXIT.rejected)
    expect(part.json(), 'the result is the last line').toMatchObject({ transfers: 1 })
    expect(part.out).toContain('"transfers":1,"refused":[{"line":2,"code":"ERR_INSUFFICIENT_FUNDS"')
    const wrong = await vguard('bank load money -', 'anna bert 1\nanna bert\n')
    expect([wrong.exitCode, wrong.err]).toEqual([
      EXIT.malformedData,
      expect.stringMatching(/line 2/)
    ])
    expect(await balances()).toBe('anna:59 bert:71 carl:170')
    expect((await vguard(`bank load money ${folder}/nothing`)).exitCode).toBe(EXIT.unreadableFile)
  })

  test('a file that could not be loaded again as a whole is refused before the first transfer', async () => {
    const before = await balances()
    const ten = 'anna bert 1\n'.repeat(10)
    const id = 'x'.repeat(126)
    const long = await vguard(`bank load money - --operation ${id}`, ten)
    expect([long.exitCode, long.err]).toEqual([
      EXIT.usage,
      expect.stringContaining('--operation has 126 characters, allowed are 1 to 125')
    ])
    expect((await vguard('bank load money - --operation=', ten)).exitCode).toBe(EXIT.usage)
    const many = await vguard('bank load money -', `# many\n${'anna bert 1\n'.repeat(8193)}`)
    expect([many.exitCode, many.err]).toEqual([
      EXIT.malformedData,
      expect.stringContaining('8193 transfers, allowed are 8192')
    ])
    expect(await balances()).toBe(before)
  })
})
