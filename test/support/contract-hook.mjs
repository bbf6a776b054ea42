/**
 * Holds every answer of the control API against its OpenAPI document: loaded by each test process, and by
 * each process of the program that a test starts, which inherits NODE_OPTIONS.
 *
 * Keeps: a status, a content type or a body that the document does not tell is written into the file that
 * CONTRACT_FAULTS names, and so is a field that it does not name; the test that is running fails then.
 */
import diagnostics from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import { Transform } from 'node:stream'

const LINES = 'application/x-ndjson'
const PROBLEM = 'application/problem+json'
/** Marks the hook's own request for the document. */
const OWN = 'x-contract-hook'

diagnostics.subscribe('fastify.initialization', ({ fastify: app }) => {
  let document
  const checker = () => {
    document ??= loadDocument(app)
    return document
  }
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers[OWN] === undefined) {
      await watchEvents(checker, request, reply)
    }
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { [OWN]: own } = request.headers
    return own === undefined ? checked(await checker(), request, reply, payload) : payload
  })
})

/** Undefined for a server that has no document, such as one of the old APIs. */
async function loadDocument(app) {
  const answer = await app.inject({ url: '/openapi.json', headers: { [OWN]: '1' } })
  return answer.statusCode === 200 ? await createChecker(answer.json()) : undefined
}

async function createChecker(document) {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  // Ajv knows no x-item-schema, and validates no formats that it has not been given.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(closed(document), 'api')
  const validators = new Map()
  return {
    document,
    /** What is wrong with a value, by where its schema stands in the document; undefined for nothing. */
    faultOf(where, value) {
      const path = where.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
      const ref = `api#/${encodeURI(path)}`
      const validate = validators.get(ref) ?? ajv.compile({ $ref: ref })
      validators.set(ref, validate)
      return validate(value) ? undefined : textOf(validate.errors)
    }
  }
}

/** All faults, each with its place and, of a field that is not named there, with the field. */
function textOf(errors) {
  const one = ({ instancePath, message, params: { additionalProperty = '' } }) =>
    `${instancePath} ${message} ${additionalProperty}`.trim()
  return errors.map(one).join('; ')
}

/** Objects of the document may have other fields in later versions; those of this one are all named. */
function closed(value) {
  if (Array.isArray(value)) {
    return value.map(closed)
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  const copy = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]))
  const isOpen = value.properties === undefined || 'additionalProperties' in value
  return value.type === 'object' && !isOpen ? { ...copy, additionalProperties: false } : copy
}

/** Where the answer with this status is described, or undefined for a route that is not in the document. */
function placeOf({ document }, request, status) {
  const path = request.routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}')
  const method = request.method.toLowerCase()
  const operation = document.paths[path]?.[method]
  if (operation === undefined) {
    return undefined
  }
  const isTold = operation.responses[status] !== undefined
  return isTold
    ? {
        where: ['paths', path, method, 'responses', String(status)],
        told: operation.responses[status]
      }
    : { where: ['components', 'responses', 'Problem'], told: document.components.responses.Problem }
}

function checked(checker, request, reply, payload) {
  // Who has gone away is told nothing.
  if (checker === undefined || reply.raw.destroyed) {
    return payload
  }
  const status = reply.statusCode
  const type = String(reply.getHeader('content-type') ?? '')
  const isPublic = request.url.startsWith('/v1')
  const place =
    placeOf(checker, request, status) ?? (isPublic ? placeOfProblem(checker) : undefined)
  if (place === undefined) {
    return payload
  }
  const tell = (fault) => report(`${request.method} ${request.url}: ${status} ${type}: ${fault}`)
  const media = [type, type.split(';')[0]].find((one) => place.told.content[one] !== undefined)
  if (media === undefined) {
    tell('no such content type is documented')
    return payload
  }
  const where = [...place.where, 'content', media]
  if (media === LINES) {
    return payload.pipe(lineChecker(checker, [...where, 'x-item-schema'], tell))
  }
  if (media === PROBLEM || media === 'application/json') {
    const fault = checker.faultOf([...where, 'schema'], JSON.parse(payload))
    if (fault !== undefined) {
      tell(fault)
    } else if (media === PROBLEM && JSON.parse(payload).status !== status) {
      tell('the problem tells another status')
    }
  }
  return payload
}

function placeOfProblem({ document }) {
  return {
    where: ['components', 'responses', 'Problem'],
    told: document.components.responses.Problem
  }
}

function lineChecker(checker, where, tell) {
  let rest = ''
  return new Transform({
    transform(chunk, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const fault = checker.faultOf(where, JSON.parse(line))
        if (fault !== undefined) {
          tell(`${fault} in ${line.slice(0, 300)}`)
        }
      }
      done(null, chunk)
    }
  })
}

/** Server-sent events go past the hooks of the server. */
async function watchEvents(load, request, reply) {
  const checker = await load()
  const place = checker && placeOf(checker, request, 200)
  if (place?.told.content['text/event-stream'] === undefined) {
    return
  }
  const where = [...place.where, 'content', 'text/event-stream', 'x-item-schema']
  const { raw } = reply
  const write = raw.write.bind(raw)
  raw.write = (chunk, ...rest) => {
    for (const [, data] of String(chunk).matchAll(/^data: (.*)$/gm)) {
      const fault = checker.faultOf(where, JSON.parse(data))
      if (fault !== undefined) {
        report(`${request.url}: ${fault} in ${data.slice(0, 300)}`)
      }
    }
    return write(chunk, ...rest)
  }
}

function report(fault) {
  appendFileSync(process.env.CONTRACT_FAULTS, `${fault}\n`)
}
