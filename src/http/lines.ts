/**
 * Answers in JSON lines.
 *
 * Keeps: an answer that fails in the middle ends with a line `{"type":"error","problem":…}`; without
 * such a line and without an `end` it was cut off.
 */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { GivenLineOf, Operation } from './contract/operation.ts'
import { LINES_TYPE } from './json-lines.ts'
import { problemOf } from './problems.ts'

/** Answers with a line for each value that the operation tells; see `sendLines`. */
export function sendValues<O extends Operation>(
  _operation: O,
  reply: FastifyReply,
  values: AsyncGenerator<GivenLineOf<O>>
): Promise<FastifyReply> {
  return sendLines(reply, texts(values))
}

async function* texts(values: AsyncGenerator<unknown>): AsyncGenerator<string> {
  for await (const value of values) {
    yield JSON.stringify(value)
  }
}

/**
 * Answers with JSON lines. What fails before the first line is answered as a problem with its status.
 *
 * @throws what the generator throws before its first line
 */
export async function sendLines(
  reply: FastifyReply,
  lines: AsyncGenerator<string>
): Promise<FastifyReply> {
  const first = await lines.next()
  const all = async function* (): AsyncGenerator<string> {
    if (first.done === true) {
      return
    }
    yield `${first.value}\n`
    try {
      for await (const line of lines) {
        yield `${line}\n`
      }
    } catch (error) {
      yield `${JSON.stringify({ type: 'error', problem: problemOf(error) })}\n`
    }
  }
  return reply.type(LINES_TYPE).send(Readable.from(all()))
}
