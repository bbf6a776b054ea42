/**
 * Debian's chromium for tests of the page, which asks nobody but the vehicle under test.
 */
import { type Browser, chromium } from 'playwright-core'

const PATH = '/usr/bin/chromium'

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
  return await chromium.launch({ executablePath: PATH, args: FLAGS, timeout: 60_000 })
}
