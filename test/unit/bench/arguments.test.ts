/** The command line of the bench. */
import { describe, expect, it } from 'vitest'
import { benchHelp, parseBenchArguments, UsageError, WRITING } from '../../../bench/arguments.ts'
import { SYSTEM_NAMES } from '../../../bench/peer-systems.ts'

const NAMES = ['certify', 'replicate', 'read']

describe('arguments', () => {
  it('arguments: everything is measured when nothing is named', () => {
    const args = parseBenchArguments([], NAMES)
    expect(args.only).toEqual(NAMES)
    expect(args.json).toBe(false)
    expect(args.profile).toBe(false)
    expect(args.runs).toBeUndefined()
    expect(args.booths).toEqual([2000, 4000, 8000])
  })

  it('arguments: what is named is measured, in the order of the bench', () => {
    const args = parseBenchArguments(['--only', 'read,certify', '--json', '--profile'], NAMES)
    expect(args.only).toEqual(['certify', 'read'])
    expect(args.json).toBe(true)
    expect(args.profile).toBe(true)
  })

  it('arguments: help is an answer, and names every flag and measurement', () => {
    expect(parseBenchArguments(['--help'], NAMES).help).toBe(true)
    expect(parseBenchArguments(['-h'], NAMES).help).toBe(true)
    expect(parseBenchArguments([], NAMES).help).toBe(false)
    const help = benchHelp(NAMES)
    const flags = [
      'only',
      'json',
      'runs',
      'booths',
      'blocks',
      'mebibytes',
      'profile',
      'peers',
      'seconds',
      'into',
      'render',
      'engines',
      'drawing',
      'help'
    ]
    for (const word of [...NAMES, ...flags.map((flag) => `--${flag}`)]) {
      expect(help, word).toContain(word)
    }
  })

  it('arguments: stores are compared in the order of the bench, and only known ones', () => {
    expect(parseBenchArguments([], NAMES).peers).toEqual(SYSTEM_NAMES)
    const { peers } = parseBenchArguments(['--peers', 'redis,etcd'], NAMES)
    expect(peers).toEqual(['etcd', 'redis'])
    for (const name of ['other', '', 'etcd,other']) {
      expect(() => parseBenchArguments(['--peers', name], NAMES), name).toThrow(
        /there is no store ".*"; there are paxos, quorum, etcd, redis/
      )
    }
  })

  it('arguments: what writes pages is measured only when it is named', () => {
    const names = [...NAMES, ...WRITING]
    expect(parseBenchArguments([], names).only).toEqual(NAMES)
    expect(parseBenchArguments(['--only', 'peers'], names).only).toEqual(['peers'])
    const args = parseBenchArguments(['--only', 'peers', '--into', 'x', '--seconds', '2'], names)
    expect(args).toMatchObject({ into: 'x', seconds: 2 })
    expect(parseBenchArguments([], names)).toMatchObject({
      into: undefined,
      seconds: undefined,
      render: false
    })
  })

  it('arguments: engines are measured without the rest, or with what is named', () => {
    const names = [...NAMES, 'paxos', 'quorum']
    expect(parseBenchArguments(['--engines', 'quorum,paxos'], names).only).toEqual([
      'paxos',
      'quorum'
    ])
    expect(parseBenchArguments([], [...names, 'classic']).only, 'only by name').toEqual(names)
    const both = parseBenchArguments(['--engines', 'quorum', '--only', 'read'], names)
    expect(both.only).toEqual(['read', 'quorum'])
    expect(parseBenchArguments(['--drawing', 'x.svg'], names).drawing).toBe('x.svg')
    for (const engine of ['certify', 'twophase', '']) {
      expect(() => parseBenchArguments(['--engines', engine], names), engine).toThrow(
        `there is no engine "${engine}"; there are paxos, quorum`
      )
    }
  })

  it('arguments: numbers are taken', () => {
    const args = parseBenchArguments(['--runs', '3', '--booths', '10,20', '--blocks', '50'], NAMES)
    expect(args.runs).toBe(3)
    expect(args.booths).toEqual([10, 20])
    expect(args.blocks).toBe(50)
  })

  it.each([
    [['--only', 'nothing'], /no measurement "nothing".*certify/],
    [['--only', ''], /no measurement ""/],
    [['--runs', '0'], /--runs/],
    [['--runs', 'many'], /--runs/],
    [['--booths', '20,10'], /ascend/],
    [['--booths', '1.5'], /--booths/],
    [['--seconds', '0'], /--seconds is "0"/],
    [['--peer', 'etcd'], /--peer/],
    [['--fast'], /--fast/],
    [['certify'], /certify/]
  ])('arguments: %j is an error that says what is wrong', (args, message) => {
    expect(() => parseBenchArguments(args, NAMES)).toThrow(UsageError)
    expect(() => parseBenchArguments(args, NAMES)).toThrow(message)
  })
})
