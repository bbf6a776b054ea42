/** The directory of a cluster: what is made once, what is believed of it, one command at a time. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  growFolder,
  openFolder,
  removeFolder,
  withLock
} from '../../../../src/cli/cluster/folder.ts'
import { markOf } from '../../../../src/cli/cluster/marks.ts'
import { EXIT } from '../../../../src/cli/exit-codes.ts'

const folders: string[] = []
const clusterDir = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'vguard-cluster-'))
  folders.push(made)
  return join(made, 'cluster')
}
afterEach(() => {
  for (const made of folders.splice(0)) {
    rmSync(made, { recursive: true })
  }
})
const secret = (path: string, text: string): void => writeFileSync(path, text, { mode: 0o600 })

describe('the directory of a cluster', () => {
  test('vehicles are made once, of one fleet, and more can come', async () => {
    const dir = clusterDir()
    const two = await growFolder(dir, 2)
    const three = await growFolder(dir, 3)
    expect(three.vehicles.map(({ name }) => name)).toEqual(['car-1', 'car-2', 'car-3'])
    expect(three.vehicles.slice(0, 2)).toEqual(two.vehicles)
    expect((await openFolder(dir))?.vehicles).toEqual(three.vehicles)
    const { loadFleet } = await import('../../../../src/node/fleet-files.ts')
    const { loadOrCreateIdentity } = await import('../../../../src/node/identity.ts')
    const fleets = await Promise.all(
      three.vehicles.map(async ({ name }) => {
        const path = three.dataDirOf(name)
        return (await loadFleet(path, await loadOrCreateIdentity(path), Date.now()))?.fleet
      })
    )
    expect(new Set(fleets).size).toBe(1)
    expect(fleets[0]).toBeDefined()
  })

  test('a vehicle with a new identity is listed by it, and one whose key is gone as it was made', async () => {
    const dir = clusterDir()
    const before = await growFolder(dir, 2)
    const { giveNewIdentity } = await import('../../../../src/node/new-identity.ts')
    const names = { name: undefined, nameDefault: 'x' }
    const { peer } = await giveNewIdentity(before.dataDirOf('car-2'), names, Date.now())
    expect((await openFolder(dir))?.vehicles.map((vehicle) => vehicle.peer)).toEqual([
      before.vehicles[0]?.peer,
      peer
    ])
    rmSync(join(before.dataDirOf('car-1'), 'key'))
    expect((await openFolder(dir))?.vehicles[0]).toEqual(before.vehicles[0])
  })

  test('what the settings of a vehicle do not say keeps it on this machine all the same', async () => {
    const folder = await growFolder(clusterDir(), 1)
    expect(await folder.flagsOf('car-1'), 'as it was made').toEqual([])
    const path = join(folder.dataDirOf('car-1'), 'config.json')
    const all = ['--listen', '/ip4/127.0.0.1/tcp/0', '--http', '127.0.0.1:0', '--no-mdns']
    for (const text of ['{"vehicle":{"quorum":{"electionTimeoutMs":1000}}}', '{', 'null']) {
      secret(path, text)
      expect(await folder.flagsOf('car-1'), text).toEqual([...all, '--enable-faults'])
    }
    secret(path, '{"http":"127.0.0.1:9999","enableFaults":false,"listen":[]}')
    expect(await folder.flagsOf('car-1'), 'what a person has set stays').toEqual(['--no-mdns'])
    rmSync(path)
    expect(await folder.flagsOf('car-1')).toEqual([...all, '--enable-faults'])
  })

  test('making goes on where it was interrupted', async () => {
    const dir = clusterDir()
    const { vehicles } = await growFolder(dir, 2)
    secret(join(dir, 'cluster.json'), JSON.stringify({ vehicles: vehicles.slice(0, 1) }))
    expect((await growFolder(dir, 2)).vehicles).toEqual(vehicles)
    rmSync(join(dir, 'cluster.json'))
    expect((await growFolder(dir, 2)).vehicles).toEqual(vehicles)
  })

  test.each([
    '{',
    '[]',
    '{"vehicles":[]}',
    '{"vehicles":[{"name":"../..","peer":"x"}]}',
    '{"vehicles":[{"name":"car-1"}]}'
  ])('what the list %s does not say, the folders of the vehicles do', async (text) => {
    const dir = clusterDir()
    const { vehicles } = await growFolder(dir, 2)
    const path = join(dir, 'cluster.json')
    secret(path, text)
    await mkdir(join(dir, 'car-3'))
    await mkdir(join(dir, 'mine'))
    expect((await openFolder(dir))?.vehicles, 'who has no key is no vehicle').toEqual(vehicles)
    await growFolder(dir, 2)
    expect(JSON.parse(readFileSync(path, 'utf8')), 'up mends it').toEqual({ vehicles })
  })

  test('a damaged list where no vehicle is found is told, and nobody is advised to remove anything', async () => {
    const dir = clusterDir()
    const { vehicles } = await growFolder(dir, 3)
    secret(join(dir, 'cluster.json'), '{')
    rmSync(join(dir, 'car-2'), { recursive: true })
    const left = vehicles.filter(({ name }) => name !== 'car-2')
    expect((await openFolder(dir))?.vehicles).toEqual(left)
    const grown = await growFolder(dir, 3)
    expect(grown.vehicles.slice(0, 2)).toEqual(left)
    expect(grown.vehicles[2]?.name, 'no name twice').toBe('car-4')
    secret(join(dir, 'cluster.json'), '{')
    for (const { name } of grown.vehicles) {
      rmSync(join(dir, name), { recursive: true })
    }
    const told = openFolder(dir)
    await expect(told).rejects.toThrow('cluster.json is no list of vehicles, and no folder')
    await expect(told).rejects.not.toThrow(/remove/)
  })

  test('a directory that others may use is not believed', async () => {
    const dir = clusterDir()
    await growFolder(dir, 1)
    await chmod(dir, 0o777)
    await expect(openFolder(dir)).rejects.toMatchObject({ code: 'ERR_EXPOSED' })
  })

  test('a mark is kept until it is taken away; what is no mark is none', async () => {
    const dir = clusterDir()
    const folder = await growFolder(dir, 1)
    expect(await folder.markOf('car-1')).toBeUndefined()
    await folder.setMark('car-1', { pid: 77, started: 'then', isKilled: true })
    expect(await folder.markOf('car-1')).toEqual({ pid: 77, started: 'then', isKilled: true })
    for (const text of [
      '',
      'x',
      '{"pid":1,"started":"x"}',
      '{"pid":-5,"started":"x"}',
      '{"pid":9}'
    ]) {
      secret(join(dir, 'car-1.pid'), text)
      expect(await folder.markOf('car-1'), text).toBeUndefined()
    }
    await folder.setMark('car-1', undefined)
    expect(existsSync(join(dir, 'car-1.pid'))).toBe(false)
  })

  test('what was made goes, and nothing else', async () => {
    const dir = clusterDir()
    await withLock(dir, async () => {
      const folder = await growFolder(dir, 2)
      secret(folder.logOf('car-1'), 'said')
      secret(join(dir, 'notes'), 'mine')
      await removeFolder(folder)
    })
    expect(readdirSync(dir)).toEqual(['notes'])
  })

  test('what is left when a removal is interrupted is a cluster that can be gone on with', async () => {
    const dir = clusterDir()
    const folder = await growFolder(dir, 3)
    // A folder where a file should be is what cannot be taken away here.
    mkdirSync(join(folder.logOf('car-2'), 'kept'), { recursive: true })
    await expect(removeFolder(folder)).rejects.toThrow()
    const left = await openFolder(dir)
    expect(left?.vehicles).toEqual(folder.vehicles.slice(0, 1))
    expect(await left?.isWhole('car-1')).toBe(true)
    rmSync(folder.logOf('car-2'), { recursive: true })
    const again = await growFolder(dir, 3)
    expect(again.vehicles.map(({ name }) => name)).toEqual(['car-1', 'car-2', 'car-3'])
    expect(await Promise.all(again.vehicles.map(({ name }) => again.isWhole(name)))).toEqual([
      true,
      true,
      true
    ])
    expect(again.vehicles[0]).toEqual(folder.vehicles[0])
    await removeFolder(again)
    expect(readdirSync(dir)).toEqual([])
  })
})

describe('the lock of a cluster', () => {
  test('a second command is refused while the first works, and not afterwards', async () => {
    const dir = clusterDir()
    const held = Promise.withResolvers<undefined>()
    const ended = Promise.withResolvers<undefined>()
    const first = withLock(dir, () => {
      held.resolve(undefined)
      return ended.promise
    })
    await held.promise
    await expect(withLock(dir, () => Promise.resolve())).rejects.toMatchObject({
      exitCode: EXIT.inUse
    })
    ended.resolve(undefined)
    await first
    expect(await withLock(dir, () => Promise.resolve('done'))).toBe('done')
  })

  test('what a killed command has left is no lock', async () => {
    const dir = clusterDir()
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const own = await markOf(process.pid)
    for (const text of ['', JSON.stringify({ ...own, started: 'before' })]) {
      secret(join(dir, 'lock'), text)
      const seen = await withLock(dir, () =>
        Promise.resolve(readFileSync(join(dir, 'lock'), 'utf8'))
      )
      expect(JSON.parse(seen), text).toEqual(own)
    }
  })
})
