/**
 * A shell block of a document as commands, with what the document claims of each.
 *
 * A claim is a comment, behind the command or on the lines below it:
 *   `# prints: TEXT`    its output has this text; `…` stands for anything within a line
 *   `# ends with 6`     its exit code, 0 where nothing is said
 * Every other comment is for people.
 */
import type { Block } from './markdown.ts'

export interface DocCommand {
  readonly page: string
  readonly line: number
  /** Without its comments. */
  readonly text: string
  readonly prints: readonly string[]
  readonly endsWith: number
}

const COMMENT = /(?:^|\s)# (.*)$/

export function commandsOf(block: Block): readonly DocCommand[] {
  const commands: DocCommand[] = []
  let begun = ''
  for (const [i, line] of block.text.split('\n').entries()) {
    const comment = COMMENT.exec(line)?.[1] ?? ''
    const text = line.replace(COMMENT, '').trim()
    if (text.endsWith('\\')) {
      begun += `${text.slice(0, -1).trimEnd()} `
      continue
    }
    const whole = `${begun}${text}`
    begun = ''
    if (whole !== '') {
      const at = { page: block.page, line: block.line + 1 + i }
      commands.push({ ...at, text: whole, prints: [], endsWith: 0 })
    }
    const last = commands.at(-1)
    if (last !== undefined) {
      commands.splice(-1, 1, withClaim(last, comment))
    }
  }
  return commands
}

function withClaim(command: DocCommand, comment: string): DocCommand {
  const [, text] = /^prints: (.+)$/.exec(comment) ?? []
  const [, code] = /\bends with (\d+)\b/.exec(comment) ?? []
  return {
    ...command,
    prints: text === undefined ? command.prints : [...command.prints, text.trim()],
    endsWith: code === undefined ? command.endsWith : Number(code)
  }
}

/** Whether an output has a text with `…` for anything within a line. */
export function isPrinted(output: string, text: string): boolean {
  const parts = text.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(parts.join('.*')).test(output)
}
