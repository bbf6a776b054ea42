/**
 * Debian's chromium for tests and figures of the page, which asks nobody but the vehicle under test.
 */
import { type Browser, chromium } from 'playwright-core'
import { BROWSER_PATH } from './requires.ts'

/** Nothing of the browser's own may go out, or wait for something that does. */
const FLAGS = [
  '--no-sandbox',
  '--no-proxy-server',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-gpu'
]

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: BROWSER_PATH, args: FLAGS, timeout: 60_000 })
}
