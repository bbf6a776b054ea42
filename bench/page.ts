/**
 * The page of a busy vehicle: frames a second that a browser draws while 50 vehicles move and 1,000
 * events a second come in.
 */
import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { openBrowser } from '../test/support/browser.ts'
import { BROWSER_PATH } from '../test/support/requires.ts'
import type { Bench } from './context.ts'
import type { PageCalls } from './page-process.ts'
import { summarise } from './statistics.ts'

const VEHICLES = 50
const EVENTS_PER_SECOND = 1_000
const RUN_MS = 5_000
const RUNS = 3
const START_MS = 60_000
/** Until tracks are read and the compiler has caught up. */
const WARM_UP_MS = 8_000

const VIEWS = { map: 'Map', flow: 'Message flow', overview: 'Overview' } as const

export async function measurePage(bench: Bench): Promise<void> {
  if (!existsSync(BROWSER_PATH)) {
    bench.say(`the page is not measured: there is no browser at ${BROWSER_PATH}`)
    return
  }
  const vehicle = bench.process<PageCalls>('page-process', 'page')
  const dataDir = await bench.folder()
  const busy = { dataDir, vehicles: VEHICLES, eventsPerSecond: EVENTS_PER_SECOND }
  const { port, token } = await vehicle.call('serve', busy, START_MS)
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(`http://127.0.0.1:${port}/ui/#token=${token}`)
    for (const [name, view] of Object.entries(VIEWS)) {
      await page.getByRole('link', { name: view, exact: true }).click()
      await page.waitForTimeout(WARM_UP_MS)
      if (name === 'map') {
        await page.getByRole('button', { name: 'Replay' }).click()
      }
      const frames: number[] = []
      for (let run = 0; run < bench.runs(RUNS); run++) {
        frames.push(await framesPerSecond(page))
      }
      bench.add(summarise(`page.${name}.framesPerSecond`, 'frames/s', frames))
    }
  } finally {
    await browser.close()
    await vehicle.end()
    await bench.removeFolder(dataDir)
  }
}

/** Runs in the browser: counts frames for a while. */
const COUNT_FRAMES = `new Promise((resolve) => {
  const startMs = performance.now()
  let frames = 0
  const next = () => {
    frames++
    const ms = performance.now() - startMs
    if (ms < ${RUN_MS}) {
      requestAnimationFrame(next)
    } else {
      resolve((frames * 1000) / ms)
    }
  }
  requestAnimationFrame(next)
})`

/** A browser draws at most 60. */
async function framesPerSecond(page: Page): Promise<number> {
  return await page.evaluate<number>(COUNT_FRAMES)
}
