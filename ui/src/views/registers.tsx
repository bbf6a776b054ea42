/**
 * A group of the engine quorum: how many members take part in what, and who leads.
 */
import type { JSX } from 'preact'
import type { GroupView } from '../../../src/node/api.ts'
import { numberText } from '../format.ts'
import { labelOf } from '../live/state.ts'
import { Empty, Fact, Panel, Peer, Peers } from '../parts/basic.tsx'

export function RegistersPanel({ group }: { readonly group: GroupView }): JSX.Element {
  const { quorum, registers, members } = group
  const note =
    quorum === undefined
      ? ''
      : quorum.leaderless
        ? 'nobody leads: every member writes by itself'
        : quorum.preempt
          ? 'the member with the highest id leads whenever it runs'
          : 'whoever leads goes on while a majority hears it'
  return (
    <Panel title="Quorum" note={note}>
      <dl class="facts">
        <Fact name="members">{members.length}</Fact>
        <Fact name="a write is on the disks of">{quorum?.writes}</Fact>
        <Fact name="a read asks">{quorum?.reads}</Fact>
        {registers === undefined ? null : (
          <>
            <Fact name="leader">
              {registers.leader === undefined ? '–' : <Peer id={registers.leader} />}
            </Fact>
            <Fact name="epoch">{numberText(registers.epoch)}</Fact>
            <Fact name="this vehicle">
              {registers.role}
              {registers.fault === undefined ? null : <small class="bad"> {registers.fault}</small>}
            </Fact>
            <Fact name="connected">
              <Peers ids={registers.connected} />
            </Fact>
            <Fact name="keys ever written">{numberText(registers.registers)}</Fact>
            <Fact name="not in the log yet">{numberText(registers.unarchived)}</Fact>
          </>
        )}
      </dl>
      {registers === undefined ? (
        <Empty>
          This vehicle keeps nothing of it; its members are{' '}
          {members.map(({ peer }) => labelOf(peer)).join(', ')}.
        </Empty>
      ) : null}
    </Panel>
  )
}
