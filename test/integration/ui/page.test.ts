/**
 * The page in a real browser, served by real vehicles: every view shows what is there, nothing stands in
 * the console, and what the page says it did has happened.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ControlServer, startControlServer } from '../../../src/http/server.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { generateDrive } from '../../../src/state/records/index.ts'
import { openBrowser } from '../../support/browser.ts'
import { closeNodes, createFleet, temporaryFolder } from '../../support/nodes.ts'
import { requires } from '../../support/requires.ts'

const TOKEN = 'token-of-the-test-of-the-page'
const PATIENCE_MS = 20_000
const VIEWS = [
  'Overview',
  'Chains',
  'Backups',
  'Key-value',
  'Bank',
  'Map',
  'Message flow',
  'Step mode',
  'Faults'
] as const

interface AxeReport {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

let nodes: readonly VGuardNode[] = []
let server: ControlServer
let browser: Browser
let page: Page
/** How often the page had the vehicle crash. */
let crashes = 0
/** What the browser complained about. */
const complaints: string[] = []
/** Requests that went anywhere but to the vehicle. */
const strangers: string[] = []

const screenshots = process.env['VGUARD_SCREENSHOTS'] ?? join(temporaryFolder(), 'screenshots')

async function show(view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: view }).waitFor({ state: 'attached' })
}

async function see(text: string | RegExp): Promise<void> {
  await page.locator('main').getByText(text).first().waitFor({ timeout: PATIENCE_MS })
}

async function keepPicture(name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
}

async function listen(node: VGuardNode, port = 0): Promise<ControlServer> {
  return await startControlServer({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port },
    config: { faults: true },
    logger: SILENT,
    onStop: () => undefined,
    onCrash: () => {
      crashes++
    }
  })
}

/** Whether heartbeats of car-b arrive at car-a. */
function hearsCarB(): boolean | undefined {
  const group = nodes[0]?.groups().find(({ name }) => name === 'settings')
  return group?.members.find(({ name }) => name === 'car-b')?.isConnected
}

async function live(): Promise<void> {
  const [a, b, c] = nodes
  await a?.openBooth({ members: ['car-b', 'car-c'] })
  await a?.append([...generateDrive(5, { rows: 40, startMs: 1_767_258_000_000, key: 'drive' })])
  await a?.endBooth({ operation: 'first' })
  await a?.openBooth({ members: ['car-b', 'car-c'] })
  await a?.openGroup({ state: 'kv', members: ['car-b', 'car-c'], name: 'settings' })
  await a?.kv('settings').put('limit', { kmh: 50 })
  await a?.openGroup({
    ...{ state: 'kv', engine: 'twophase', members: ['car-b', 'car-c'], name: 'parts' }
  })
  for (let i = 0; i < 24; i++) {
    await a?.kv('parts').put(`part-${i}`, i)
  }
  await a?.openGroup({
    ...{ state: 'kv', engine: 'quorum', members: ['car-b', 'car-c'], name: 'votes' }
  })
  await a?.openGroup({ state: 'bank', members: ['car-b', 'car-c'], name: 'tolls' })
  await a?.bank('tolls').mint('alice', '500', { owner: 'car-a' })
  await a?.bank('tolls').open('gate', { owner: 'car-a' })
  expect([b?.name, c?.name]).toEqual(['car-b', 'car-c'])
}

describe.skipIf(requires('chromium'))('page', () => {
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true })
    nodes = await createFleet(['car-a', 'car-b', 'car-c'], { faults: true })
    await live()
    const [first] = nodes
    if (first === undefined) {
      throw new Error('there is no vehicle')
    }
    server = await listen(first)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        complaints.push(message.text())
      }
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('blob:')) {
        strangers.push(request.url())
      }
    })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await closeNodes()
  })

  test('takes the token out of the link, and keeps it nowhere in the address', async () => {
    await page.goto(`${server.url}/ui/#token=${TOKEN}`)
    await see('Peers connected')
    expect(page.url()).not.toContain(TOKEN)
    await page.reload()
    await see('Peers connected')
  })

  test('overview: health, peers, groups and copies', async () => {
    await show('Overview')
    await see('2 of 2 known')
    await see('settings')
    await see('Under-replicated chains')
    await page.locator('.plot canvas').first().waitFor()
    await keepPicture('overview')
  })

  test('chains: blocks, who signed them, and that they verify', async () => {
    await show('Chains')
    await page.locator('tr', { hasText: 'own' }).getByRole('link').click()
    await page.getByRole('button', { name: 'Verify everything held' }).click()
    await see('sound')
    await page.getByRole('button', { name: '1', exact: true }).click()
    await see(/of 3 signed, checked in this browser/)
    await see('Records: 40')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    expect((await download).suggestedFilename()).toMatch(/^car-a-.*\.jsonl$/)
    await keepPicture('chains')
  })

  test('backups: the table of the chain', async () => {
    await show('Backups')
    await see('car-b, car-c')
    await keepPicture('backups')
  })

  test('key-value: get, put, delete and a transaction, each in the log', async () => {
    await show('Key-value')
    await page.getByLabel('Key', { exact: true }).fill('limit')
    await page.getByRole('button', { name: 'Get', exact: true }).click()
    await page.locator('.log .done', { hasText: 'GET limit' }).waitFor()
    await page.getByLabel('Key', { exact: true }).fill('lane')
    await page.getByLabel(/^Value/).fill('left')
    await page.getByRole('button', { name: 'Put', exact: true }).click()
    await page.locator('.log .done', { hasText: 'PUT lane' }).waitFor()
    expect((await nodes[1]?.kv('settings').get('lane'))?.value).toBe('left')
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.locator('.log .done', { hasText: 'DELETE lane' }).waitFor()
    await page.getByRole('button', { name: 'Transaction' }).click()
    await page.getByLabel('Key', { exact: true }).fill('both')
    await page.getByLabel('Value', { exact: true }).fill('7')
    await page.getByRole('button', { name: 'Commit' }).click()
    await page.locator('.log .done', { hasText: 'committed' }).waitFor()
    await page.getByRole('button', { name: 'Abort' }).click()
    await page.locator('.log .done', { hasText: 'before anything was sent' }).waitFor()
    expect(await page.getByLabel('Key', { exact: true }).inputValue()).toBe('')
    await page.locator('table', { hasText: 'both' }).waitFor()
    await keepPicture('kv')
  })

  test('key-value: the ring of a group, where a key lies, and leaving it', async () => {
    await show('Key-value')
    await page.getByRole('combobox', { name: 'Group' }).selectOption({ label: 'parts' })
    await page.getByRole('img', { name: /Ring: .*car-a keeps \d+ % of all keys/ }).waitFor()
    await see('at rest')
    await page.getByLabel('Key', { exact: true }).fill('part-7')
    const [kept] = (await nodes[1]?.ring('parts').show(['part-7']))?.owners ?? []
    await see(`part-7 is kept by ${kept?.owners.join(', then ')}.`)
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('button', { name: 'Take it off' }).click()
    await page.locator('.log .done', { hasText: 'LEAVE this vehicle' }).waitFor()
    await page.getByRole('button', { name: 'Register' }).click()
    await page.locator('.log .done', { hasText: 'REGISTER this vehicle' }).waitFor()
    await page.locator('tr', { hasText: 'car-a' }).getByText('100.0 %').waitFor({ state: 'hidden' })
    await see('at rest')
    expect((await nodes[1]?.kv('parts').get('part-7'))?.value).toBe(7)
    await keepPicture('ring')
  })

  test('key-value: the quorum of a group', async () => {
    await page.getByRole('combobox', { name: 'Group' }).selectOption({ label: 'votes' })
    await see('a write is on the disks of')
    await page.getByLabel('Key', { exact: true }).fill('k')
    await page.getByLabel(/^Value/).fill('1')
    await page.getByRole('button', { name: 'Put', exact: true }).click()
    await page.locator('.log .done', { hasText: 'PUT k 1' }).waitFor()
    await keepPicture('quorum')
    await page.getByRole('combobox', { name: 'Group' }).selectOption({ label: 'settings' })
  })

  test('bank: a transfer moves money, and the sum stays', async () => {
    await show('Bank')
    await see('= conserved')
    await page.getByLabel('From').fill('alice')
    await page.getByLabel('To', { exact: true }).fill('gate')
    await page.getByLabel('Amount, in minor units').fill('120')
    await page.getByRole('button', { name: 'Transfer' }).click()
    await page.locator('.log .done', { hasText: 'TRANSFER alice' }).waitFor()
    await page.locator('tr', { hasText: 'alice' }).getByText('380').first().waitFor()
    await keepPicture('bank')
  })

  test('map: vehicles, and one of them in full', async () => {
    await show('Map')
    await page.locator('.player').waitFor()
    await page.getByRole('button', { name: /car-a/ }).click()
    await see('40 places known')
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.locator('.map canvas').press('+')
    await keepPicture('map')
  })

  test('step mode: every protocol to its answer, a crash, and the run again from its link', async () => {
    await show('Step mode')
    const play = page.getByLabel('Play')
    const toAnswer = page.getByRole('button', { name: 'To the answer' })
    const ask = async (what: string, action: string): Promise<void> => {
      await page.getByRole('button', { name: what }).click()
      await toAnswer.click()
      await page
        .locator('.flow .row', { hasText: `answered: ${action} · ok` })
        .last()
        .waitFor()
    }
    for (const name of ['booth', 'quorum', 'twophase', 'paxos']) {
      await play.selectOption(name)
      if (name === 'booth') {
        await ask('car-1: open a booth of the members', 'open')
        await ask('car-1: append a record', 'append')
        await ask('car-1: end the booth, two backups', 'end')
        await ask('car-5: read the newest record', 'read')
      } else {
        await ask('car-1: open a group of the members', 'open')
        await ask('car-2: put x', 'put')
        await ask('car-3: get x', 'get')
      }
    }
    await page.getByRole('button', { name: 'crash car-1' }).click()
    await page.getByRole('button', { name: 'Step', exact: true }).click()
    await see('crashed')
    await page.locator('.flow .row', { hasText: 'answered' }).last().click()
    await see('ok chain=the chain')
    const note = await page.locator('.panel-head .note').first().textContent()
    await keepPicture('steps')
    await page.getByRole('link', { name: 'Link to this run' }).click()
    await expect.poll(() => page.locator('.panel-head .note').first().textContent()).toBe(note)
    await see('crashed')
  })

  test('message flow: steps, a filter, and a step in full', async () => {
    await show('Message flow')
    await page.getByLabel('Words').fill('certified')
    await page.locator('.flow .row', { hasText: 'certify: certified' }).first().click()
    await see('"latencyMs"')
    await keepPicture('flow')
  })

  test('faults: a link is cut only after it was confirmed', async () => {
    await show('Faults')
    await page.getByRole('button', { name: 'Cut the link to car-b' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect((await nodes[0]?.status())?.vehicle.faults.cuts).toEqual([])
    await page.getByRole('button', { name: 'Cut the link to car-b' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cut the link' }).click()
    await page.getByRole('button', { name: 'Fix the link to car-b' }).waitFor()
    expect((await nodes[0]?.status())?.vehicle.faults.cuts).toEqual([nodes[1]?.peer])
    await expect
      .poll(hearsCarB, { message: 'nothing of car-b arrives', timeout: 5_000 })
      .toBe(false)
    await keepPicture('faults')
    await page.getByRole('button', { name: 'Fix the link to car-b' }).click()
    await page.getByRole('button', { name: 'Cut the link to car-b' }).waitFor()
    await expect.poll(hearsCarB, { timeout: 5_000 }).toBe(true)
    await page.getByRole('button', { name: 'Crash the vehicle' }).click()
    expect(crashes, 'it asks before').toBe(0)
    await page.getByRole('dialog').getByRole('button', { name: 'Crash the vehicle' }).click()
    await expect.poll(() => crashes).toBe(1)
  })

  test.each(['light', 'dark'] as const)('has no serious fault of access, %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.evaluate(axe.source)
    for (const view of VIEWS) {
      await show(view)
      const { violations } = (await page.evaluate('axe.run()')) as AxeReport
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes: found }) => `${id}: ${found[0]?.html}`)
      expect(serious, view).toEqual([])
    }
  })

  test('fits a phone, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 390, height: 844 })
      for (const view of VIEWS) {
        await show(view)
        const wide = await page.evaluate('document.documentElement.scrollWidth')
        expect(wide, `${view} is as wide as the phone`).toBeLessThanOrEqual(390)
        await keepPicture(`phone-${colorScheme}-${view.replace(' ', '-').toLowerCase()}`)
      }
    }
  })

  test('has complained of nothing, and asked nobody else', () => {
    expect(complaints).toEqual([])
    expect(strangers).toEqual([])
  })

  test('says that it is disconnected, comes back by itself, and hears what it missed', async () => {
    const [first] = nodes
    await server.close()
    await page.getByText('Disconnected', { exact: true }).waitFor()
    await page.locator('.link.disconnected').waitFor()
    await first?.append([...generateDrive(6, { rows: 7, key: 'missed' })])
    const port = Number(new URL(server.url).port)
    server = await listen(first as VGuardNode, port)
    await page.locator('.link.live').waitFor()
    await show('Message flow')
    await page.getByLabel('Words').fill('7 entries')
    await page.locator('.flow .row', { hasText: '7 entries' }).first().waitFor()
    expect(await page.getByText('Disconnected', { exact: true }).count()).toBe(0)
  })
})
