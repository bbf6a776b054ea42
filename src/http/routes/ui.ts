/**
 * The page that every vehicle serves at `/ui`: the files that the build has put into dist/ui, and nothing
 * else.
 *
 * Keeps: files are read once, and a path is only ever looked up among them; the page may run no script and
 * no style but its own, and be shown in no frame. It tells nothing without the token, so it needs none.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFoundError } from '../../node/errors.ts'
import type { App } from '../context.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml'
}

/** The names of these files have a hash of their content. */
const FOREVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'

interface PageFile {
  readonly type: string
  readonly etag: string
  readonly plain: Buffer
  readonly zipped: Buffer
}

export function addUiRoutes(app: App): void {
  let files: ReadonlyMap<string, PageFile> | undefined
  const serve = (name: string, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    files ??= readPage()
    const file = files.get(name)
    if (file === undefined) {
      const isBuilt = files.size > 0
      const detail = isBuilt
        ? `the page has no file ${name}`
        : 'the page was not built: npm run build'
      throw new NotFoundError(detail, { code: 'ERR_NOT_FOUND' })
    }
    const { type, etag, plain, zipped } = file
    void reply
      .header('content-security-policy', POLICY)
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('cache-control', name.startsWith('assets/') ? FOREVER : ASK_AGAIN)
      .header('vary', 'accept-encoding')
      .header('etag', etag)
    if (request.headers['if-none-match'] === etag) {
      return reply.status(304).send()
    }
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (takesGzip) {
      void reply.header('content-encoding', 'gzip')
    }
    return reply.type(type).send(takesGzip ? zipped : plain)
  }
  const open = { config: { needsToken: false } }
  app.get('/ui', open, (request, reply) => serve('index.html', request, reply))
  app.get('/ui/*', open, (request, reply) => {
    const { '*': name = '' } = request.params as { readonly '*'?: string }
    return serve(name === '' ? 'index.html' : name, request, reply)
  })
}

/** Every file of the page by its path; none when the page was not built. */
function readPage(): ReadonlyMap<string, PageFile> {
  const folder = pageFolder()
  const files = new Map<string, PageFile>()
  if (folder === undefined) {
    return files
  }
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(path)]
    if (type !== undefined) {
      const plain = readFileSync(join(folder, path))
      const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
      files.set(path.replaceAll('\\', '/'), {
        type,
        etag: `"${hash}"`,
        plain,
        zipped: gzipSync(plain, { level: 9 })
      })
    }
  }
  return files
}

/** Beside the compiled program, or where the build has put it when the sources run themselves. */
function pageFolder(): string | undefined {
  const places = ['../../../dist/ui/', '../../../ui/'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url))
  )
  return places.find((place) => existsSync(join(place, 'assets')))
}
