/**
 * The page that KeyValueStore answered at `/`: a key, a value, its verbs and a log of messages, coloured
 * by their status. Everything it needs comes from here.
 */
import type { FastifyReply } from 'fastify'
import type { App } from '../context.ts'

/** What the page of a leader and that of a follower may ask for. */
export type KvRole = 'leader' | 'follower'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const VERBS: Readonly<Record<KvRole, readonly string[]>> = {
  leader: ['GET', 'PUT', 'DELETE', 'REGISTER'],
  follower: ['GET', 'PUT', 'DELETE', 'COMMIT', 'ABORT']
}

/** `prefix`: the path below which the routes lie. */
export function sendKvPage(reply: FastifyReply, prefix: string, role: KvRole): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .type('text/html; charset=utf-8')
    .send(pageOf(prefix, role))
}

/** What the page loads. */
export function addKvPage(app: App): void {
  const config = { needsToken: false }
  app.get('/client.js', { config }, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(SCRIPT)
  )
  app.get('/client.css', { config }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(STYLE)
  )
}

function pageOf(prefix: string, role: KvRole): string {
  const buttons = VERBS[role].map((verb) => `<button type="button">${verb}</button>`).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Key-value store, ${role}</title>
<link rel="stylesheet" href="${prefix}/client.css">
<script src="${prefix}/client.js" defer></script>
</head>
<body data-prefix="${prefix}">
<main>
<h1>Key-value store, ${role}</h1>
<form>
<label>Key <input id="key" autocomplete="off"></label>
<label>Value <input id="val" autocomplete="off"></label>
<p>
${buttons}
<button type="reset">Clear</button>
</p>
</form>
<h2>Messages</h2>
<ol id="log" aria-live="polite"></ol>
</main>
</body>
</html>
`
}

const STYLE = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
label { display: block; margin: 0.5rem 0; }
input { width: 100%; box-sizing: border-box; font: inherit; padding: 0.25rem 0.5rem; }
button { font: inherit; padding: 0.25rem 0.75rem; }
li { overflow-wrap: anywhere; white-space: pre-wrap; }
.well { color: light-dark(#176b2c, #7fd894); }
.failed { color: light-dark(#a01818, #ff9d9d); }
`

const SCRIPT = `const { prefix } = document.body.dataset
const key = document.querySelector('#key')
const val = document.querySelector('#val')
const log = document.querySelector('#log')
const PATHS = { REGISTER: '/register', COMMIT: '/commit', ABORT: '/abort' }
const LINES_MAX = 200

async function ask(verb) {
  const path = PATHS[verb]
  const query = new URLSearchParams()
  if (key.value !== '') query.set('key', key.value)
  if (val.value !== '' && verb !== 'GET') query.set('val', val.value)
  const text = query.toString().replaceAll('+', '%20')
  const line = document.createElement('li')
  try {
    const url = prefix + (path ?? '/') + (text === '' ? '' : '?' + text)
    const answer = await fetch(url, { method: path === undefined ? verb : 'POST' })
    line.className = answer.ok ? 'well' : 'failed'
    line.textContent = verb + ' ' + key.value + ': ' + answer.status + ' ' + (await answer.text())
  } catch (error) {
    line.className = 'failed'
    line.textContent = verb + ' ' + key.value + ': ' + error.message
  }
  log.prepend(line)
  while (log.children.length > LINES_MAX) log.lastChild.remove()
}

for (const button of document.querySelectorAll('button[type=button]')) {
  button.addEventListener('click', () => ask(button.textContent))
}
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())
document.querySelector('button[type=reset]').addEventListener('click', () => log.replaceChildren())
`
