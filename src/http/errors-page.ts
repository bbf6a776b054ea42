/**
 * What the codes of problems mean, as a page without a script: where the `type` of a problem leads.
 */

import { CATALOGUE } from '../node/catalogue.ts'
import type { App } from './context.ts'

export const ERRORS_PATH = '/docs/errors'

const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function addErrorsPage(app: App): void {
  const page = errorsPage()
  app.get(ERRORS_PATH, { config: { needsToken: false } }, (_request, reply) =>
    reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page)
  )
}

/** The catalogue as HTML, with an anchor for each code. */
export function errorsPage(): string {
  const entries = Object.entries(CATALOGUE).map(
    ([code, { status, title, meaning }]) =>
      `<dt id="${code}"><code>${code}</code> ${status}</dt>\n<dd>${htmlOf(`${title}. ${meaning}`)}</dd>`
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>vguard-node: problems</title></head>
<body>
<h1>Problems</h1>
<p>What the codes of the control API mean.</p>
<dl>
${entries.join('\n')}
</dl>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function htmlOf(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '')
    .replace(/`([^`]*)`/g, '<code>$1</code>')
}
