/** What the help, the completion and docs/cli.md tell of commands. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { COMMANDS } from '../../../src/cli/program.ts'
import { FAULT_NAMES } from '../../../src/sim/faults.ts'
import { createCli } from '../../support/cli.ts'

test('every command takes --json and --data-dir, and says in a sentence what it does', async () => {
  for (const { name, summary } of COMMANDS) {
    const { cli, written } = createCli()
    await run([...name.split(' '), '--help'], cli)
    expect(written.out, name).toContain('--json')
    expect(written.out, name).toContain('--data-dir')
    expect(summary, name).toMatch(/^[A-Z].{8,}[^.]$/)
  }
})

test.each(['bash', 'zsh', 'fish'])('completion for %s knows every command', async (shell) => {
  const { cli, written } = createCli()
  await run(['completion', shell], cli)
  for (const { name } of COMMANDS) {
    for (const word of name.split(' ')) {
      expect(written.out, name).toContain(word)
    }
  }
})

test('sim --help and docs/cli.md name every fault', async () => {
  const { cli, written } = createCli()
  await run(['sim', '--help'], cli)
  const text = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
  for (const name of FAULT_NAMES) {
    expect(written.out.split(/\s+/), name).toContain(name)
    expect(text, name).toContain(`\`${name}\``)
  }
  expect(Math.max(...written.out.split('\n').map(({ length }) => length))).toBeLessThan(101)
})

test('docs/cli.md lists every command and every exit code', () => {
  const text = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
  for (const { name } of COMMANDS) {
    expect(text, name).toContain(`\`${name}`)
  }
  for (const [name, code] of Object.entries(EXIT)) {
    expect(text, name).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'))
  }
})
