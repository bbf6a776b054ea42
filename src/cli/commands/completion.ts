/**
 * Completion for bash, zsh and fish, made from the list of commands.
 */
import { InvalidInputError } from '../../core/errors.ts'
import type { CommandDefinition } from '../command.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** The command, given the list that it is itself part of. */
export function createCompletion(commands: () => readonly CommandDefinition[]): CommandDefinition {
  return {
    name: 'completion',
    isAlone: true,
    summary: 'Prints a completion script for a shell',
    parameters: [['<shell>', SHELLS.join(', ')]],
    notes: ['bash: source <(vguard-node completion bash)'],
    run({ terminal, parameters }) {
      const [shell = ''] = parameters
      if (!SHELLS.some((known) => known === shell)) {
        throw new InvalidInputError(`"${shell}" is no known shell; there are ${SHELLS.join(', ')}`)
      }
      terminal.out(scriptOf(shell, commands()))
      return Promise.resolve()
    }
  }
}

function scriptOf(shell: string, commands: readonly CommandDefinition[]): string {
  const words = new Map<string, Set<string>>([['', new Set()]])
  for (const { name, options = [] } of commands) {
    const [first = '', second] = name.split(' ')
    add(words, '', first)
    if (second !== undefined) {
      add(words, first, second)
    }
    for (const { flags, isHidden } of options) {
      if (isHidden !== true) {
        add(words, first, /--[a-z-]+/.exec(flags)?.[0] ?? '')
      }
    }
    add(words, first, '--data-dir')
    add(words, first, '--vehicle')
    add(words, first, '--json')
  }
  const top = [...(words.get('') ?? [])].join(' ')
  if (shell === 'fish') {
    return [
      `complete -c vguard-node -f -n __fish_use_subcommand -a "${top}"`,
      ...[...words]
        .filter(([first]) => first !== '')
        .map(
          ([first, list]) =>
            `complete -c vguard-node -n "__fish_seen_subcommand_from ${first}" -a "${[...list].join(' ')}"`
        )
    ].join('\n')
  }
  const cases = [...words]
    .filter(([first]) => first !== '')
    .map(([first, list]) => `    ${first}) words="${[...list].join(' ')}" ;;`)
  const body = [
    '_vguard_node() {',
    `  local words="${top}"`,
    `  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in`,
    ...cases,
    '  esac',
    `  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))`,
    '}',
    'complete -o default -F _vguard_node vguard-node'
  ]
  return (shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit', ...body] : body).join(
    '\n'
  )
}

function add(words: Map<string, Set<string>>, first: string, word: string): void {
  const list = words.get(first) ?? new Set()
  list.add(word)
  words.set(first, list)
}
