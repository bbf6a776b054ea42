/** Manifests: which a backup follows, and how it answers one that comes again. */
import { describe, expect, it } from 'vitest'
import { decodeHoldAck } from '../../../../src/core/table.ts'
import { createTestChain } from '../../../support/chain.ts'
import { type Bench, createBench } from './bench.ts'
import { HALF, holding, pulling } from './bench-states.ts'

describe('manifests', () => {
  it('manifest: its chunks are pulled from the best source', () => {
    const bench = pulling()
    expect(bench.sent('pull')).toMatchObject([
      { from: 1, to: 5 },
      { from: 6, to: 10 }
    ])
  })

  it('manifest: without a reservation, or of another epoch or issuer, nothing is pulled', () => {
    const bench = createBench()
    bench.connect(bench.proposer.peer)
    bench.tell(bench.manifest())
    bench.tell(bench.offer())
    bench.tell(bench.manifest({ epoch: 2 }))
    bench.tell(bench.manifest(), bench.identity('other').peer)
    expect(bench.sent('pull')).toEqual([])
  })

  const faults: Readonly<Record<string, (bench: Bench) => Partial<ReturnType<Bench['manifest']>>>> =
    {
      'signed by somebody else': (bench) => bench.manifest({}, bench.identity('other')),
      'of another head': (bench) =>
        bench.manifest({ ends: [{ height: 10, hash: bench.test.block(9).hash }] }),
      'of another height': (bench) =>
        bench.manifest({ height: 9, ends: [{ height: 9, hash: bench.test.block(9).hash }] }),
      'with the certificate of another block': (bench) => ({
        certificate: bench.test.certificateOf(9).bytes
      }),
      'with a booth of another chain': (bench) => ({
        booth: createTestChain(bench.identity('other')).booth.bytes
      }),
      'with a certificate without valid signatures': (bench) => {
        const { bytes } = bench.test.certificateOf(10)
        const certificate = bytes.slice()
        certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ 1
        return { certificate }
      },
      'that cannot be decoded': () => ({ booth: Uint8Array.of(1, 2, 3) })
    }
  for (const [name, change] of Object.entries(faults)) {
    it(`manifest: one ${name} is refused`, () => {
      const bench = createBench()
      bench.connect(bench.proposer.peer)
      bench.tell(bench.offer())
      bench.tell({ ...bench.manifest(), ...change(bench) })
      expect(bench.sent('pull')).toEqual([])
      expect(bench.facts('refused')).toMatchObject([{ message: 'manifest' }])
      expect(bench.signals('distrust')).toMatchObject([{ peer: bench.proposer.peer }])
    })
  }

  it('manifest: the same again is answered with progress, and with a hold once it is complete', () => {
    const bench = pulling()
    bench.tell(bench.chunk(1, HALF))
    bench.tell(bench.manifest())
    expect(bench.sent('progress')).toMatchObject([{ blocks: 5, epoch: 1 }])
    bench.tell(bench.chunk(HALF + 1, 10))
    expect(bench.sent('hold')).toHaveLength(1)
    bench.tell(bench.manifest())
    expect(bench.sent('hold')).toHaveLength(1)
    bench.tell(bench.manifest({ epoch: 2 }))
    expect(bench.sent('hold')).toEqual([])
  })

  it('manifest: with everything here already the word is given at once', () => {
    const bench = holding()
    bench.sent('hold')
    bench.tell(bench.offer({ epoch: 2 }))
    bench.tell(bench.manifest({ epoch: 2, from: 11, prev: bench.test.block(10).hash, ends: [] }))
    const [hold] = bench.sent('hold')
    expect(decodeHoldAck(hold?.ack ?? new Uint8Array(0))).toMatchObject({ epoch: 2, height: 10 })
  })
})
