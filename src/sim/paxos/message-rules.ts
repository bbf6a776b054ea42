/**
 * I2, I3, I5 and I6 as far as messages tell: what members say must agree with what they said before,
 * and with what is on their disks at that moment.
 *
 * I2: promises rise. I3: nothing is accepted below a promise. I5: one process leads a ballot, once.
 * I6: one block stands at a height in a ballot.
 * Source: PROTOCOLS.md, section 3.
 */
import { type Ballot, ballotText, compareBallots } from '../../core/ballot.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PaxosMessage } from '../../protocols/paxos/index.ts'
import type { Breaks, Truth } from './truth.ts'

/** The vehicle that sends, and the number of its process. */
export interface Sender {
  readonly peer: PeerId
  readonly starts: number
}

export interface MessageRules {
  /** A message has left a vehicle. */
  sent(sender: Sender, message: PaxosMessage): void
  /** The vehicle has lost its disk: what comes now is from a stranger. */
  wiped(peer: PeerId): void
}

export function createMessageRules(truth: Truth, breaks: Breaks): MessageRules {
  const promises = new Map<PeerId, Ballot>()
  const leaders = new Map<string, string>()

  const leads = ({ peer, starts }: Sender, ballot: Ballot): void => {
    const text = ballotText(ballot)
    const process = `${peer} ${starts}`
    const known = leaders.get(text)
    if (known === undefined && ballot.node === peer) {
      leaders.set(text, process)
    } else if (known !== process) {
      breaks('I5', peer, `leads in ballot ${text}, which is not its own or was led before`)
    }
  }

  const promised = (peer: PeerId, ballot: Ballot): void => {
    const onDisk = truth.diskOf(peer)?.promised
    if (onDisk === undefined || compareBallots(onDisk, ballot) < 0) {
      breaks('durable', peer, `promises ${ballotText(ballot)}, which is not on its disk`)
    }
  }

  const promise = ({ peer }: Sender, ballot: Ballot): void => {
    const before = promises.get(peer)
    if (before !== undefined && compareBallots(ballot, before) < 0) {
      breaks('I2', peer, `promises ${ballotText(ballot)} after ${ballotText(before)}`)
    }
    promises.set(peer, ballot)
    promised(peer, ballot)
  }

  return {
    sent(sender, message) {
      const { peer } = sender
      switch (message.type) {
        case 'prepare':
          leads(sender, message.ballot)
          promised(peer, message.ballot)
          break
        case 'promise':
          promise(sender, message.ballot)
          truth.seen(peer, message.accepted, message.blocks)
          break
        case 'sync':
        case 'accept':
          leads(sender, message.ballot)
          truth.seen(peer, message.ballot, message.blocks)
          break
        case 'accepted': {
          const before = promises.get(peer)
          if (before !== undefined && compareBallots(message.ballot, before) < 0) {
            breaks(
              'I3',
              peer,
              `accepts in ${ballotText(message.ballot)} after ${ballotText(before)}`
            )
          }
          truth.accepted(peer, message.ballot, message.top.height)
          break
        }
        case 'open':
          truth.opened(message.booth)
          break
        default:
      }
    },
    wiped: (peer) => promises.delete(peer)
  }
}
