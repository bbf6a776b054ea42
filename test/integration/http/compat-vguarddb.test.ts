/**
 * VGuardDB's API on real nodes: the bytes that its clients send (V-Guard's Go, Python's requests, curl)
 * written to a socket, and every status and body that they see.
 */
import { afterEach, describe, expect, test } from 'vitest'
import type { VguarddbOptions } from '../../../src/http/compat/options.ts'
import { type ControlServer, startControlServer } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/index.ts'
import { generateDrive, toGpsRow } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { GPS_COLUMNS } from '../../../src/state/records/index.ts'
import { closeNodes, createFleet, createNode, until } from '../../support/nodes.ts'
import { exchange, type RawAnswer } from '../../support/raw-http.ts'

const TOKEN = 'token-of-the-test-of-old-clients'
const servers: ControlServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
  await closeNodes()
})

async function serve(node: VGuardNode, vguarddb: VguarddbOptions = {}): Promise<number> {
  const server = await startControlServer({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    compat: { vguarddb },
    logger: SILENT,
    onStop: () => undefined
  })
  servers.push(server)
  return server.address.type === 'tcp' ? server.address.port : 0
}

/** As net/http of Go writes a GET with a body. */
const go = (port: number, path: string, body: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: Go-http-client/1.1\r\n` +
  `Content-Length: ${body.length}\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n\r\n${body}`

const PYTHON =
  'User-Agent: python-requests/2.34.2\r\nAccept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\n'

/** As requests of Python writes it: headers first, then the body. */
const python = (port: number, method: string, path: string, json?: string): string[] =>
  json === undefined
    ? [`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${PYTHON}\r\n`]
    : [
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${PYTHON}` +
          `Content-Length: ${Buffer.byteLength(json)}\r\nContent-Type: application/json\r\n\r\n`,
        json
      ]

const get = (port: number, path: string, json?: string): Promise<RawAnswer> =>
  exchange(port, ...python(port, 'GET', path, json))
const post = (port: number, path: string, json: string): Promise<RawAnswer> =>
  exchange(port, ...python(port, 'POST', path, json))

const drive = (rows: number) => [
  ...generateDrive(7, { rows, startMs: 1_577_218_696_999, key: '12' })
]
const rowsOf = (records: ReturnType<typeof drive>): string[][] =>
  records.map(({ key, gps, position }) => {
    const cells = toGpsRow(gps, position)
    return [key, ...GPS_COLUMNS.map((column) => cells[column])]
  })

describe('compat vguarddb: one vehicle', { timeout: 60_000 }, () => {
  test("V-Guard's own request ends a booth", async () => {
    const node = await createNode('car-0', { vehicle: { replicate: { backups: 0 } } })
    const port = await serve(node)
    await node.openBooth({ members: [] })
    await node.append(drive(3))
    const answer = await exchange(port, go(port, '/end_of_booth', '{"participants":[]}'))
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(answer.headers['x-vguard-state']).toBe('sealed')
    const [booth] = await node.booths()
    expect(booth).toMatchObject({ isOpen: false })
  })

  test('rows are read as VGuardDB shows them', async () => {
    const node = await createNode('car-0', { vehicle: { replicate: { backups: 0 } } })
    const port = await serve(node)
    expect(await get(port, '/')).toMatchObject({ status: 200, body: '{"data":[]}\n' })
    expect((await get(port, '/read_latest')).status).toBe(500)
    const records = drive(600)
    const rows = rowsOf(records)
    await node.openBooth({ members: [] })
    await node.append([...records, { kind: 'json', key: '', timeMs: 9e12, text: '{}' }])
    for (const path of ['/', '/trigger_read']) {
      const answer = await get(port, path)
      expect([path, answer.status, JSON.parse(answer.body)]).toEqual([path, 200, { data: rows }])
    }
    const latest = await get(port, '/read_latest')
    expect([latest.status, latest.body]).toEqual([200, rows.at(-1)?.[1]])

    const read = async (query: string): Promise<unknown> => {
      const answer = await get(port, '/read', JSON.stringify({ query }))
      expect([query, answer.status]).toEqual([query, 200])
      const { data, new_backup_ids: ids } = JSON.parse(answer.body)
      expect(ids).toBe(null)
      return data
    }
    expect(await read('select * from gps_data')).toEqual(rows)
    expect(await read('SELECT * FROM gps_data ORDER BY timestamp DESC LIMIT 1')).toEqual([
      rows.at(-1)
    ])
    expect(await read('SELECT * FROM gps_data LIMIT 2;')).toEqual(rows.slice(0, 2))
    expect(await read('SELECT * FROM gps_data LIMIT 0')).toEqual([])
    const third = rows[2]?.[1]
    expect(await read(`select * from gps_data where timestamp <= '${third}'`)).toEqual(
      rows.slice(0, 3)
    )
    expect(
      await read(`select * from gps_data where timestamp < ${third} and timestamp > ${third}`)
    ).toEqual([])
    expect(
      await read(`select * from gps_data where boothid = 12 order by timestamp desc limit 5`)
    ).toEqual(rows.slice(-5).reverse())
    expect(await read(`select * from gps_data where boothid <> '12'`)).toEqual([])
    expect(await read('select * from gps_data order by timestamp desc')).toEqual(
      [...rows].reverse()
    )
    const selected = await get(port, '/read', '{"selector":{"latest":2}}')
    expect(selected.status).toBe(200)
    const asPost = await post(port, '/read', '{"query":"select * from gps_data limit 1"}')
    expect(JSON.parse(asPost.body).data).toEqual(rows.slice(0, 1))
  })

  test.each([
    '{"query":"DROP TABLE gps_data"}',
    '{"query":"select * from gps_data; drop table gps_data"}',
    '{"query":"select * from gps_data where timestamp = (select 1)"}',
    '{"query":"select * from gps_data where timestamp = \'now\'"}',
    '{"query":7}',
    '{"selector":{"eval":1}}',
    '{"selector":{"__proto__":1,"latest":"1"}}',
    '{}',
    '[]',
    'null',
    '{"query":'
  ])('/read of %s is malformed', async (body) => {
    const node = await createNode('car-0')
    const port = await serve(node)
    const answer = await get(port, '/read', body)
    const { detail } = JSON.parse(answer.body)
    expect([answer.status, detail]).toEqual([400, expect.stringMatching(/^[^\n]{5,300}$/)])
  })

  test('end_of_booth takes a POST, a query, rows, and an operation', async () => {
    const node = await createNode('car-0', { vehicle: { replicate: { backups: 0 } } })
    const port = await serve(node)
    const rows = rowsOf(drive(2))
    const body = JSON.stringify({ participants: [0], operation: 'commit-1', rows })
    const first = await post(port, '/end_of_booth', body)
    const again = await post(port, '/end_of_booth', body)
    expect([first.status, first.body]).toEqual([200, ''])
    expect(again.headers['x-vguard-height']).toBe(first.headers['x-vguard-height'])
    expect(JSON.parse((await get(port, '/')).body).data).toEqual(rows)
    expect((await get(port, '/end_of_booth?participants=0')).status).toBe(200)
    // curl -X GET -d …
    const json = '{"participants":[0]}'
    const curl =
      `GET /end_of_booth HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n` +
      `Content-Length: ${json.length}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${json}`
    expect((await exchange(port, curl)).status).toBe(200)
    for (const wrong of [
      '{}',
      '{"participants":4}',
      '{"participants":[-1]}',
      '{"participants":[[]]}'
    ]) {
      expect([wrong, (await get(port, '/end_of_booth', wrong)).status]).toEqual([wrong, 400])
    }
    for (const operation of ['', 'a b', 'a\r\nb: c', 'ü', 'x'.repeat(129), 7, null]) {
      const asked = JSON.stringify({ participants: [0], operation })
      expect([asked, (await post(port, '/end_of_booth', asked)).status]).toEqual([asked, 400])
    }
    const stranger = await get(port, '/end_of_booth', '{"participants":[99]}')
    expect([stranger.status, JSON.parse(stranger.body).code]).toEqual([500, 'ERR_UNKNOWN_VEHICLE'])
    const short = JSON.stringify({ participants: [0], rows: [['1', '2']] })
    expect((await post(port, '/end_of_booth', short)).status).toBe(400)
  })

  test('B9: many ends of booths at once are all answered, and lose no row', async () => {
    const node = await createNode('car-0', { vehicle: { replicate: { backups: 0 } } })
    const port = await serve(node)
    const rows = rowsOf(drive(8))
    const ends = rows.map((row) =>
      post(port, '/end_of_booth', JSON.stringify({ participants: [0], rows: [row] }))
    )
    const statuses = (await Promise.all(ends)).map(({ status }) => status)
    expect(statuses).toEqual(Array(8).fill(200))
    const { data } = JSON.parse((await get(port, '/')).body)
    expect(data.sort()).toEqual([...rows].sort())
  })

  test('faults on purpose are as they were, where the vehicle allows them', async () => {
    const node = await createNode('car-0', { faults: true })
    const port = await serve(node)
    expect(await get(port, '/set_offline')).toMatchObject({ status: 200, body: '{}' })
    const all = '{"query":"select * from gps_data"}'
    const list = '{"active":[],"obsolete":[],"id":0}'
    expect((await get(port, '/read', all)).status).toBe(500)
    expect((await post(port, '/update_backup_list', '[]')).status).toBe(500)
    expect((await post(port, '/delete_obsolete', list)).status).toBe(500)
    expect((await get(port, '/')).status).toBe(200)
    expect(await get(port, '/set_online')).toMatchObject({ status: 200, body: '{}' })
    expect((await get(port, '/read', all)).status).toBe(200)
    await node.openBooth({ members: [] })
    expect(await get(port, '/trigger_insert_dummy')).toMatchObject({ status: 200, body: '{}' })
    expect(JSON.parse((await get(port, '/')).body).data).toHaveLength(2)
  })

  test('without --enable-faults nobody goes offline', async () => {
    const port = await serve(await createNode('car-0'))
    const answer = await get(port, '/set_offline')
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, 'ERR_NOT_ALLOWED'])
  })

  test('who does not know the proposer is none, holds nothing, and cannot read', async () => {
    const port = await serve(await createNode('car-3'), { proposer: 0 })
    const failed = await get(port, '/end_of_booth', '{"participants":[]}')
    expect([failed.status, failed.body]).toEqual([
      200,
      '{"status":"Failed: end point needs to belong to a proposer"}'
    ])
    expect((await get(port, '/')).body).toBe('{"data":[]}\n')
    expect((await get(port, '/trigger_read')).status).toBe(500)
    expect((await get(port, '/trigger_insert_dummy')).status).toBe(500)
  })

  test('a page of another site, and a caller behind a proxy, get nothing', async () => {
    const node = await createNode('car-0', { faults: true })
    const port = await serve(node)
    const ask = (headers: string, method = 'GET', path = '/set_offline') =>
      exchange(port, `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`)
    expect((await ask('Sec-Fetch-Site: cross-site\r\n')).status).toBe(403)
    expect((await ask('Origin: https://evil.example\r\n', 'POST')).status).toBe(403)
    expect((await ask('X-Forwarded-For: 10.0.0.1\r\n')).status).toBe(401)
    const withToken = `X-Forwarded-For: 10.0.0.1\r\nAuthorization: Bearer ${TOKEN}\r\n`
    expect((await ask(withToken)).status).toBe(403)
    expect((await ask(withToken, 'GET', '/')).status).toBe(200)
    expect((await ask(withToken, 'POST')).status).toBe(200)
    expect((await ask('', 'GET', '/v1/status')).status).toBe(401)
    const elsewhere = 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n'
    expect((await exchange(port, elsewhere)).status).toBe(421)
  })
})

describe('compat vguarddb: a fleet', { timeout: 120_000 }, () => {
  test('booths of four: choose, read, redirect, release', async () => {
    const nodes = await createFleet(['car-0', 'car-4', 'car-5', 'car-6'] as const)
    const [proposer, ...others] = nodes
    const port = await serve(proposer)
    const ports: number[] = []
    for (const node of others) {
      ports.push(await serve(node, { proposer: 0 }))
    }
    const rows = rowsOf(drive(5))
    const body = JSON.stringify({ participants: [4, 5, 6], rows })
    const ended = await post(port, '/end_of_booth', body)
    expect([ended.status, ended.body, ended.headers['x-vguard-state']]).toEqual([200, '', 'sealed'])
    const failed = await get(ports[0] ?? 0, '/end_of_booth', '{"participants":[4,5,6]}')
    expect([failed.status, JSON.parse(failed.body)]).toEqual([
      200,
      { status: 'Failed: end point needs to belong to a proposer' }
    ])

    const view = (node: VGuardNode) =>
      node.chains().find(({ chain }) => chain === proposer.ownChain)
    await until('all know the table', () => others.every((node) => view(node)?.table !== undefined))
    const isBackup = (node: VGuardNode): boolean => view(node)?.duty === 'backup'
    const backups = others.filter(isBackup)
    const numbers = backups.map(({ name }) => Number(name.slice(-1))).sort()
    expect(backups).toHaveLength(2)
    for (const [index, node] of others.entries()) {
      const at = ports[index] ?? 0
      const what = `${node.name}, ${isBackup(node) ? 'backup' : 'none'}`
      const read = JSON.parse((await get(at, '/read', '{"query":"select * from gps_data"}')).body)
      const dump = JSON.parse((await get(at, '/')).body)
      if (isBackup(node)) {
        expect([what, read, dump]).toEqual([
          what,
          { data: rows, new_backup_ids: null },
          { data: rows }
        ])
      } else {
        read.new_backup_ids.sort()
        expect([what, read, dump]).toEqual([
          what,
          { data: null, new_backup_ids: numbers },
          { data: [] }
        ])
      }
      expect(JSON.parse((await get(at, '/trigger_read')).body).data).toEqual(rows)
      expect((await get(at, '/read_latest')).body).toBe(rows.at(-1)?.[1])

      // What nobody has signed moves nothing.
      const chosen = await post(at, '/choose_backup', JSON.stringify(rows))
      expect([what, chosen.status, chosen.body]).toEqual([what, isBackup(node) ? 200 : 201, ''])
      const forged = JSON.stringify([rows[0]?.with(2, '1.5')])
      expect([what, (await post(at, '/choose_backup', forged)).status]).toEqual([what, 201])
      const told = await post(at, '/update_backup_list', '[4,5]')
      expect([what, told.status, told.body]).toEqual([what, 200, ''])
      const list = '{"active":[6],"obsolete":[4,5],"id":3}'
      const deleted = await post(at, '/delete_obsolete', list)
      expect([what, deleted.status]).toEqual([what, isBackup(node) ? 500 : 200])
      const older = await post(at, '/delete_obsolete', '{"active":[],"obsolete":[],"id":1}')
      expect([what, older.status]).toEqual([what, 500])
      expect(isBackup(node) ? JSON.parse((await get(at, '/')).body).data : rows).toEqual(rows)
    }
    expect((await post(port, '/choose_backup', '[]')).status).toBe(500)
  })

  test('B4: a participant that is gone does not keep a booth from its end', async () => {
    const [proposer, , gone] = await createFleet(['car-0', 'car-4', 'car-5', 'car-6'] as const)
    const port = await serve(proposer)
    await gone.stop()
    const startedAtMs = Date.now()
    const body = JSON.stringify({ participants: [4, 5, 6], rows: rowsOf(drive(2)) })
    const ended = await post(port, '/end_of_booth', body)
    expect([ended.status, ended.headers['x-vguard-state']], ended.body).toEqual([200, 'sealed'])
    expect(Date.now() - startedAtMs).toBeLessThan(15_000)
  })

  test('a vehicle that knows of no table tells what it was told', async () => {
    const [, other] = await createFleet(['car-0', 'car-4'] as const)
    const at = await serve(other, { proposer: 0 })
    const read = async () =>
      JSON.parse((await get(at, '/read', '{"query":"select * from gps_data"}')).body)
    expect(await read()).toEqual({ data: null, new_backup_ids: [] })
    await post(at, '/update_backup_list', '[4,5]')
    expect(await read()).toEqual({ data: null, new_backup_ids: [4, 5] })
    const list = (id: number): string => `{"active":[6],"obsolete":[4,5],"id":${id}}`
    expect((await post(at, '/delete_obsolete', list(3))).status).toBe(200)
    expect((await post(at, '/delete_obsolete', list(2))).status).toBe(500)
    expect(await read()).toEqual({ data: null, new_backup_ids: [6] })
    for (const wrong of ['{}', '[]', '{"id":"3","active":[],"obsolete":[]}', '{"id":9}']) {
      expect([wrong, (await post(at, '/delete_obsolete', wrong)).status]).toEqual([wrong, 400])
    }
    expect((await post(at, '/update_backup_list', '{"active":[]}')).status).toBe(400)
  })
})
