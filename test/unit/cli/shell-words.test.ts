/** Lines of the shell as commands: literals stay whole, old words mean what they meant. */
import { describe, expect, test } from 'vitest'
import { commandOf, splitWords, unquote } from '../../../src/cli/shell-words.ts'
import { InvalidInputError } from '../../../src/core/errors.ts'

describe('words of a line', () => {
  test.each([
    ['', []],
    ['  get  a ', ['get', 'a']],
    ['put a {"x": [1, 2]} --ttl 3s', ['put', 'a', '{"x": [1, 2]}', '--ttl', '3s']],
    ["put 'a b' (1, 'x y')", ['put', "'a b'", "(1, 'x y')"]],
    ["put it's fine", ['put', "it's", 'fine']],
    ["put a b'\\' x'", ['put', 'a', "b'\\' x'"]],
    ['put a {"}": 1} b', ['put', 'a', '{"}": 1}', 'b']]
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })

  test.each(["put a 'b", 'put a {"x": 1', 'put "a'])('%j does not end', (line) => {
    expect(() => splitWords(line)).toThrow(InvalidInputError)
  })

  test('a quoted word is what stands in it', () => {
    expect(["'a b'", '"a\\"b"', "it's", 'a'].map(unquote)).toEqual(['a b', 'a"b', "it's", 'a'])
  })
})

describe('commands of a line', () => {
  test.each([
    ['get a', 'kv get G a'],
    ["GET 'a'", 'kv get G a'],
    ["put 'a' 'b'", "kv put G a 'b'"],
    ['put a -1', 'kv put G a -1'],
    ['put a -x', 'kv put G a "-x"'],
    ['put a - --ttl 3s', 'kv put G a "-" --ttl 3s'],
    ['put -a 1', 'kv put G --key-base64 LWE= 1'],
    ['scan --prefix x', 'kv scan G --prefix x'],
    ['txn {"whenTrue": []}', 'kv txn G {"whenTrue": []}'],
    ['print bc', 'chain show G'],
    ['Show Balance anna', 'bank balance G anna'],
    ['PrintLog --limit 3', 'bank log G --limit 3'],
    ['PrintBlockchain', 'chain show G'],
    ['transaction a b 5', 'bank transfer G a b 5'],
    ["transfer 'a' b 5 --level backed", 'bank transfer G a b 5 --level backed'],
    ['total', 'bank total G'],
    ['print blockchain', 'chain show G'],
    ['print kv', 'kv scan G'],
    ['print depth', 'group show G'],
    ['print rq', 'group show G'],
    ['print bl', 'faults'],
    ['print sl', 'peers'],
    ['failProcess', 'offline'],
    ['failLink car-2', 'link cut car-2'],
    ['fixLink car-2', 'link fix car-2'],
    ['chain 3', 'chain show G 3'],
    ['members car-1,car-2', 'group members G --members car-1,car-2'],
    ['members', 'group members G'],
    ['recover car-1 --unsafe', 'group recover G --members car-1 --unsafe'],
    ['recover', 'group recover G'],
    ['status', 'status']
  ])('%j is %j', (line, command) => {
    expect(commandOf(line, 'G')?.join(' ')).toBe(command)
  })

  test.each(['eval 1', 'stop', 'print', 'new-identity'])('%j is none', (line) => {
    expect(commandOf(line, 'G')).toBeUndefined()
  })
})
