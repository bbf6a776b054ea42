/**
 * Makes docs/images/page.png anew: the page of a real vehicle in Debian's chromium, with four vehicles
 * of this process that drive, agree and keep each other's records.
 *
 *   npm run picture
 *
 * Keeps: shows nothing that is painted for the picture; everything is on loopback and in memory.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createVGuardNode, generateDrive, startControlServer } from '../dist/src/index.js'
import { ROOT } from './tree.mjs'

const PICTURE = join(ROOT, 'docs/images/page.png')
const BYTES_MAX = 200 * 1024
const NAMES = ['car-1', 'car-2', 'car-3', 'car-4']
const ROWS = 600
const SETTLE_MS = 4_000
const BROWSER = '/usr/bin/chromium'
const TOKEN = 'token-of-the-picture'
const SILENT = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined])
)

async function startVehicles() {
  const vehicles = []
  for (const name of NAMES) {
    const bootstrap = vehicles.flatMap((vehicle) => vehicle.addresses())
    const listen = ['/ip4/127.0.0.1/tcp/0']
    const place = { store: 'memory', open: true, mdns: false, faults: true }
    vehicles.push(await createVGuardNode({ ...place, name, listen, bootstrap }))
  }
  const connected = (vehicle) => vehicle.peers().filter((peer) => peer.isConnected).length
  while (vehicles.some((vehicle) => connected(vehicle) < NAMES.length - 1)) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return vehicles
}

/** Every vehicle drives through the same town, and its booth ends. */
async function drive(vehicles) {
  for (const [i, vehicle] of vehicles.entries()) {
    const members = NAMES.filter((name) => name !== vehicle.name)
    await vehicle.openBooth({ members })
    const startMs = Date.now() - ROWS * 1_000
    await vehicle.append([...generateDrive(i + 1, { rows: ROWS, startMs, key: vehicle.name })])
    await vehicle.endBooth({ operation: `drive-${i}`, backups: 2 })
    await vehicle.openBooth({ members })
  }
  const [first] = vehicles
  await first.openGroup({ state: 'kv', members: NAMES.slice(1, 3), name: 'settings' })
  await first.kv('settings').put('speed limit', { kmh: 50 })
}

async function main() {
  const vehicles = await startVehicles()
  const [first] = vehicles
  const server = await startControlServer({
    node: first,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 0 },
    logger: SILENT,
    onStop: () => undefined
  })
  const flags = ['--no-sandbox', '--no-proxy-server', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath: BROWSER, args: flags })
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } })
    await page.goto(`${server.url}/ui/#token=${TOKEN}`)
    await drive(vehicles)
    await page.getByRole('link', { name: 'Map', exact: true }).click()
    await page.getByRole('button', { name: /^car-3/ }).click()
    // Time for the positions of all of them to come and the map to fit them.
    await page.waitForTimeout(SETTLE_MS)
    await page.screenshot({ path: PICTURE })
  } finally {
    await browser.close()
    await server.close()
    await Promise.all(vehicles.map((vehicle) => vehicle.stop()))
  }
  const { size } = statSync(PICTURE)
  console.log(`${PICTURE}: ${size} bytes`)
  if (size > BYTES_MAX) {
    throw new RangeError(`the picture has ${size} bytes, more than ${BYTES_MAX}`)
  }
}

await main()
