/** Made by protons from messages.proto beside it: change that file, not this one. */
// @ts-nocheck
import { decodeMessage, encodeMessage, MaxLengthError, message, streamMessage } from 'protons-runtime'
const NO_BYTES = new Uint8Array(0)
import type { Codec, DecodeOptions } from 'protons-runtime'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface PaxosMessage {
  chain: string
  incarnation: Uint8Array
  heartbeat?: Heartbeat
  prepare?: Prepare
  promise?: Promised
  nack?: Nack
  sync?: Sync
  accept?: Accept
  accepted?: Accepted
  ask?: Ask
  invite?: Invite
  invited?: Invited
  open?: Open
  ready?: Ready
  forward?: Forward
  answers?: Answers
  attest?: Attest
  vote?: Vote
  certified?: Certified
}

export namespace PaxosMessage {
  let _codec: Codec<PaxosMessage>

  export const codec = (): Codec<PaxosMessage> => {
    if (_codec == null) {
      _codec = message<PaxosMessage>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.chain != null && obj.chain !== '')) {
          w.uint32(10)
          w.string(obj.chain)
        }

        if ((obj.incarnation != null && obj.incarnation.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.incarnation)
        }

        if (obj.heartbeat != null) {
          w.uint32(26)
          Heartbeat.codec().encode(obj.heartbeat, w)
        }

        if (obj.prepare != null) {
          w.uint32(34)
          Prepare.codec().encode(obj.prepare, w)
        }

        if (obj.promise != null) {
          w.uint32(42)
          Promised.codec().encode(obj.promise, w)
        }

        if (obj.nack != null) {
          w.uint32(50)
          Nack.codec().encode(obj.nack, w)
        }

        if (obj.sync != null) {
          w.uint32(58)
          Sync.codec().encode(obj.sync, w)
        }

        if (obj.accept != null) {
          w.uint32(66)
          Accept.codec().encode(obj.accept, w)
        }

        if (obj.accepted != null) {
          w.uint32(74)
          Accepted.codec().encode(obj.accepted, w)
        }

        if (obj.ask != null) {
          w.uint32(82)
          Ask.codec().encode(obj.ask, w)
        }

        if (obj.invite != null) {
          w.uint32(90)
          Invite.codec().encode(obj.invite, w)
        }

        if (obj.invited != null) {
          w.uint32(98)
          Invited.codec().encode(obj.invited, w)
        }

        if (obj.open != null) {
          w.uint32(106)
          Open.codec().encode(obj.open, w)
        }

        if (obj.ready != null) {
          w.uint32(114)
          Ready.codec().encode(obj.ready, w)
        }

        if (obj.forward != null) {
          w.uint32(122)
          Forward.codec().encode(obj.forward, w)
        }

        if (obj.answers != null) {
          w.uint32(130)
          Answers.codec().encode(obj.answers, w)
        }

        if (obj.attest != null) {
          w.uint32(138)
          Attest.codec().encode(obj.attest, w)
        }

        if (obj.vote != null) {
          w.uint32(146)
          Vote.codec().encode(obj.vote, w)
        }

        if (obj.certified != null) {
          w.uint32(154)
          Certified.codec().encode(obj.certified, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          chain: '',
          incarnation: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.chain = reader.string()
              break
            }
            case 2: {
              obj.incarnation = reader.bytes()
              break
            }
            case 3: {
              obj.heartbeat = Heartbeat.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.heartbeat
              })
              break
            }
            case 4: {
              obj.prepare = Prepare.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.prepare
              })
              break
            }
            case 5: {
              obj.promise = Promised.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.promise
              })
              break
            }
            case 6: {
              obj.nack = Nack.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.nack
              })
              break
            }
            case 7: {
              obj.sync = Sync.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.sync
              })
              break
            }
            case 8: {
              obj.accept = Accept.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accept
              })
              break
            }
            case 9: {
              obj.accepted = Accepted.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accepted
              })
              break
            }
            case 10: {
              obj.ask = Ask.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ask
              })
              break
            }
            case 11: {
              obj.invite = Invite.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.invite
              })
              break
            }
            case 12: {
              obj.invited = Invited.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.invited
              })
              break
            }
            case 13: {
              obj.open = Open.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.open
              })
              break
            }
            case 14: {
              obj.ready = Ready.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ready
              })
              break
            }
            case 15: {
              obj.forward = Forward.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.forward
              })
              break
            }
            case 16: {
              obj.answers = Answers.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answers
              })
              break
            }
            case 17: {
              obj.attest = Attest.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.attest
              })
              break
            }
            case 18: {
              obj.vote = Vote.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.vote
              })
              break
            }
            case 19: {
              obj.certified = Certified.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.certified
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        if (obj.certified != null) {
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.vote != null) {
          delete obj.certified
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.attest != null) {
          delete obj.certified
          delete obj.vote
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.answers != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.forward != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.ready != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.open != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.invited != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.invite != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.ask != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.accepted != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.accept != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.sync != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.nack
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.nack != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.promise
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.promise != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.prepare
          delete obj.heartbeat
        }

        if (obj.prepare != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.heartbeat
        }

        if (obj.heartbeat != null) {
          delete obj.certified
          delete obj.vote
          delete obj.attest
          delete obj.answers
          delete obj.forward
          delete obj.ready
          delete obj.open
          delete obj.invited
          delete obj.invite
          delete obj.ask
          delete obj.accepted
          delete obj.accept
          delete obj.sync
          delete obj.nack
          delete obj.promise
          delete obj.prepare
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.chain`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.incarnation`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield * Heartbeat.codec().stream(reader, reader.uint32(), `${prefix}.heartbeat`, {
                limits: opts.limits?.heartbeat
              })

              break
            }
            case 4: {
              yield * Prepare.codec().stream(reader, reader.uint32(), `${prefix}.prepare`, {
                limits: opts.limits?.prepare
              })

              break
            }
            case 5: {
              yield * Promised.codec().stream(reader, reader.uint32(), `${prefix}.promise`, {
                limits: opts.limits?.promise
              })

              break
            }
            case 6: {
              yield * Nack.codec().stream(reader, reader.uint32(), `${prefix}.nack`, {
                limits: opts.limits?.nack
              })

              break
            }
            case 7: {
              yield * Sync.codec().stream(reader, reader.uint32(), `${prefix}.sync`, {
                limits: opts.limits?.sync
              })

              break
            }
            case 8: {
              yield * Accept.codec().stream(reader, reader.uint32(), `${prefix}.accept`, {
                limits: opts.limits?.accept
              })

              break
            }
            case 9: {
              yield * Accepted.codec().stream(reader, reader.uint32(), `${prefix}.accepted`, {
                limits: opts.limits?.accepted
              })

              break
            }
            case 10: {
              yield * Ask.codec().stream(reader, reader.uint32(), `${prefix}.ask`, {
                limits: opts.limits?.ask
              })

              break
            }
            case 11: {
              yield * Invite.codec().stream(reader, reader.uint32(), `${prefix}.invite`, {
                limits: opts.limits?.invite
              })

              break
            }
            case 12: {
              yield * Invited.codec().stream(reader, reader.uint32(), `${prefix}.invited`, {
                limits: opts.limits?.invited
              })

              break
            }
            case 13: {
              yield * Open.codec().stream(reader, reader.uint32(), `${prefix}.open`, {
                limits: opts.limits?.open
              })

              break
            }
            case 14: {
              yield * Ready.codec().stream(reader, reader.uint32(), `${prefix}.ready`, {
                limits: opts.limits?.ready
              })

              break
            }
            case 15: {
              yield * Forward.codec().stream(reader, reader.uint32(), `${prefix}.forward`, {
                limits: opts.limits?.forward
              })

              break
            }
            case 16: {
              yield * Answers.codec().stream(reader, reader.uint32(), `${prefix}.answers`, {
                limits: opts.limits?.answers
              })

              break
            }
            case 17: {
              yield * Attest.codec().stream(reader, reader.uint32(), `${prefix}.attest`, {
                limits: opts.limits?.attest
              })

              break
            }
            case 18: {
              yield * Vote.codec().stream(reader, reader.uint32(), `${prefix}.vote`, {
                limits: opts.limits?.vote
              })

              break
            }
            case 19: {
              yield * Certified.codec().stream(reader, reader.uint32(), `${prefix}.certified`, {
                limits: opts.limits?.certified
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PaxosMessageChainFieldEvent {
    field: '$.chain'
    value: string
  }

  export interface PaxosMessageIncarnationFieldEvent {
    field: '$.incarnation'
    value: Uint8Array
  }

  export interface PaxosMessageHeartbeatBallotCfgFieldEvent {
    field: '$.heartbeat.ballot.cfg'
    value: number
  }

  export interface PaxosMessageHeartbeatBallotNumFieldEvent {
    field: '$.heartbeat.ballot.num'
    value: number
  }

  export interface PaxosMessageHeartbeatBallotNodeFieldEvent {
    field: '$.heartbeat.ballot.node'
    value: string
  }

  export interface PaxosMessageHeartbeatLeaderCfgFieldEvent {
    field: '$.heartbeat.leader.cfg'
    value: number
  }

  export interface PaxosMessageHeartbeatLeaderNumFieldEvent {
    field: '$.heartbeat.leader.num'
    value: number
  }

  export interface PaxosMessageHeartbeatLeaderNodeFieldEvent {
    field: '$.heartbeat.leader.node'
    value: string
  }

  export interface PaxosMessageHeartbeatHappyFieldEvent {
    field: '$.heartbeat.happy'
    value: boolean
  }

  export interface PaxosMessageHeartbeatSeqFieldEvent {
    field: '$.heartbeat.seq'
    value: number
  }

  export interface PaxosMessageHeartbeatEchoFieldEvent {
    field: '$.heartbeat.echo'
    value: number
  }

  export interface PaxosMessageHeartbeatUrgentFieldEvent {
    field: '$.heartbeat.urgent'
    value: boolean
  }

  export interface PaxosMessageHeartbeatDecidedHeightFieldEvent {
    field: '$.heartbeat.decided.height'
    value: number
  }

  export interface PaxosMessageHeartbeatDecidedHashFieldEvent {
    field: '$.heartbeat.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageHeartbeatCertifiedFieldEvent {
    field: '$.heartbeat.certified'
    value: number
  }

  export interface PaxosMessagePrepareBallotCfgFieldEvent {
    field: '$.prepare.ballot.cfg'
    value: number
  }

  export interface PaxosMessagePrepareBallotNumFieldEvent {
    field: '$.prepare.ballot.num'
    value: number
  }

  export interface PaxosMessagePrepareBallotNodeFieldEvent {
    field: '$.prepare.ballot.node'
    value: string
  }

  export interface PaxosMessagePrepareDecidedHeightFieldEvent {
    field: '$.prepare.decided.height'
    value: number
  }

  export interface PaxosMessagePrepareDecidedHashFieldEvent {
    field: '$.prepare.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessagePrepareAcceptedCfgFieldEvent {
    field: '$.prepare.accepted.cfg'
    value: number
  }

  export interface PaxosMessagePrepareAcceptedNumFieldEvent {
    field: '$.prepare.accepted.num'
    value: number
  }

  export interface PaxosMessagePrepareAcceptedNodeFieldEvent {
    field: '$.prepare.accepted.node'
    value: string
  }

  export interface PaxosMessagePrepareHeightFieldEvent {
    field: '$.prepare.height'
    value: number
  }

  export interface PaxosMessagePromiseBallotCfgFieldEvent {
    field: '$.promise.ballot.cfg'
    value: number
  }

  export interface PaxosMessagePromiseBallotNumFieldEvent {
    field: '$.promise.ballot.num'
    value: number
  }

  export interface PaxosMessagePromiseBallotNodeFieldEvent {
    field: '$.promise.ballot.node'
    value: string
  }

  export interface PaxosMessagePromiseAcceptedCfgFieldEvent {
    field: '$.promise.accepted.cfg'
    value: number
  }

  export interface PaxosMessagePromiseAcceptedNumFieldEvent {
    field: '$.promise.accepted.num'
    value: number
  }

  export interface PaxosMessagePromiseAcceptedNodeFieldEvent {
    field: '$.promise.accepted.node'
    value: string
  }

  export interface PaxosMessagePromiseHeightFieldEvent {
    field: '$.promise.height'
    value: number
  }

  export interface PaxosMessagePromiseDecidedHeightFieldEvent {
    field: '$.promise.decided.height'
    value: number
  }

  export interface PaxosMessagePromiseDecidedHashFieldEvent {
    field: '$.promise.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessagePromiseFromFieldEvent {
    field: '$.promise.from'
    value: number
  }

  export interface PaxosMessagePromiseBlocksFieldEvent {
    field: '$.promise.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface PaxosMessageNackPromisedCfgFieldEvent {
    field: '$.nack.promised.cfg'
    value: number
  }

  export interface PaxosMessageNackPromisedNumFieldEvent {
    field: '$.nack.promised.num'
    value: number
  }

  export interface PaxosMessageNackPromisedNodeFieldEvent {
    field: '$.nack.promised.node'
    value: string
  }

  export interface PaxosMessageNackDecidedHeightFieldEvent {
    field: '$.nack.decided.height'
    value: number
  }

  export interface PaxosMessageNackDecidedHashFieldEvent {
    field: '$.nack.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageSyncBallotCfgFieldEvent {
    field: '$.sync.ballot.cfg'
    value: number
  }

  export interface PaxosMessageSyncBallotNumFieldEvent {
    field: '$.sync.ballot.num'
    value: number
  }

  export interface PaxosMessageSyncBallotNodeFieldEvent {
    field: '$.sync.ballot.node'
    value: string
  }

  export interface PaxosMessageSyncFromFieldEvent {
    field: '$.sync.from'
    value: number
  }

  export interface PaxosMessageSyncToFieldEvent {
    field: '$.sync.to'
    value: number
  }

  export interface PaxosMessageSyncBlocksFieldEvent {
    field: '$.sync.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface PaxosMessageSyncDecidedHeightFieldEvent {
    field: '$.sync.decided.height'
    value: number
  }

  export interface PaxosMessageSyncDecidedHashFieldEvent {
    field: '$.sync.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageAcceptBallotCfgFieldEvent {
    field: '$.accept.ballot.cfg'
    value: number
  }

  export interface PaxosMessageAcceptBallotNumFieldEvent {
    field: '$.accept.ballot.num'
    value: number
  }

  export interface PaxosMessageAcceptBallotNodeFieldEvent {
    field: '$.accept.ballot.node'
    value: string
  }

  export interface PaxosMessageAcceptFromFieldEvent {
    field: '$.accept.from'
    value: number
  }

  export interface PaxosMessageAcceptBlocksFieldEvent {
    field: '$.accept.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface PaxosMessageAcceptDecidedHeightFieldEvent {
    field: '$.accept.decided.height'
    value: number
  }

  export interface PaxosMessageAcceptDecidedHashFieldEvent {
    field: '$.accept.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageAcceptBeatFieldEvent {
    field: '$.accept.beat'
    value: number
  }

  export interface PaxosMessageAcceptedBallotCfgFieldEvent {
    field: '$.accepted.ballot.cfg'
    value: number
  }

  export interface PaxosMessageAcceptedBallotNumFieldEvent {
    field: '$.accepted.ballot.num'
    value: number
  }

  export interface PaxosMessageAcceptedBallotNodeFieldEvent {
    field: '$.accepted.ballot.node'
    value: string
  }

  export interface PaxosMessageAcceptedTopHeightFieldEvent {
    field: '$.accepted.top.height'
    value: number
  }

  export interface PaxosMessageAcceptedTopHashFieldEvent {
    field: '$.accepted.top.hash'
    value: Uint8Array
  }

  export interface PaxosMessageAcceptedBeatFieldEvent {
    field: '$.accepted.beat'
    value: number
  }

  export interface PaxosMessageAcceptedLeaseFieldEvent {
    field: '$.accepted.lease'
    value: number
  }

  export interface PaxosMessageAskBallotCfgFieldEvent {
    field: '$.ask.ballot.cfg'
    value: number
  }

  export interface PaxosMessageAskBallotNumFieldEvent {
    field: '$.ask.ballot.num'
    value: number
  }

  export interface PaxosMessageAskBallotNodeFieldEvent {
    field: '$.ask.ballot.node'
    value: string
  }

  export interface PaxosMessageAskDecidedHeightFieldEvent {
    field: '$.ask.decided.height'
    value: number
  }

  export interface PaxosMessageAskDecidedHashFieldEvent {
    field: '$.ask.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageInviteGenesisFieldEvent {
    field: '$.invite.genesis'
    value: Uint8Array
  }

  export interface PaxosMessageInviteDecidedHeightFieldEvent {
    field: '$.invite.decided.height'
    value: number
  }

  export interface PaxosMessageInviteDecidedHashFieldEvent {
    field: '$.invite.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageInviteBoothFieldEvent {
    field: '$.invite.booth'
    value: Uint8Array
  }

  export interface PaxosMessageInviteLineFieldEvent {
    field: '$.invite.line[]'
    index: number
    value: Uint8Array
  }

  export interface PaxosMessageInvitedDecidedHeightFieldEvent {
    field: '$.invited.decided.height'
    value: number
  }

  export interface PaxosMessageInvitedDecidedHashFieldEvent {
    field: '$.invited.decided.hash'
    value: Uint8Array
  }

  export interface PaxosMessageOpenGenesisFieldEvent {
    field: '$.open.genesis'
    value: Uint8Array
  }

  export interface PaxosMessageOpenBoothFieldEvent {
    field: '$.open.booth'
    value: Uint8Array
  }

  export interface PaxosMessageOpenSealHeightFieldEvent {
    field: '$.open.seal.height'
    value: number
  }

  export interface PaxosMessageOpenSealHashFieldEvent {
    field: '$.open.seal.hash'
    value: Uint8Array
  }

  export interface PaxosMessageOpenLineFieldEvent {
    field: '$.open.line[]'
    index: number
    value: Uint8Array
  }

  export interface PaxosMessageReadyNumberFieldEvent {
    field: '$.ready.number'
    value: number
  }

  export interface PaxosMessageForwardRunFieldEvent {
    field: '$.forward.run'
    value: number
  }

  export interface PaxosMessageForwardItemsTicketFieldEvent {
    field: '$.forward.items[].ticket'
    value: number
    index: number
  }

  export interface PaxosMessageForwardItemsEntryFieldEvent {
    field: '$.forward.items[].entry'
    value: Uint8Array
    index: number
  }

  export interface PaxosMessageForwardItemsQuestionFieldEvent {
    field: '$.forward.items[].question'
    value: Uint8Array
    index: number
  }

  export interface PaxosMessageForwardItemsChangeMembersFieldEvent {
    field: '$.forward.items[].change.members[]'
    index: number
    value: string
  }

  export interface PaxosMessageForwardItemsChangeOperationFieldEvent {
    field: '$.forward.items[].change.operation'
    value: string
    index: number
  }

  export interface PaxosMessageForwardItemsHeightFieldEvent {
    field: '$.forward.items[].height'
    value: boolean
    index: number
  }

  export interface PaxosMessageForwardRelayFieldEvent {
    field: '$.forward.relay'
    value: boolean
  }

  export interface PaxosMessageForwardOriginFieldEvent {
    field: '$.forward.origin'
    value: string
  }

  export interface PaxosMessageAnswersRunFieldEvent {
    field: '$.answers.run'
    value: number
  }

  export interface PaxosMessageAnswersLeaderFieldEvent {
    field: '$.answers.leader'
    value: string
  }

  export interface PaxosMessageAnswersAnswersTicketFieldEvent {
    field: '$.answers.answers[].ticket'
    value: number
    index: number
  }

  export interface PaxosMessageAnswersAnswersOutcomeFieldEvent {
    field: '$.answers.answers[].outcome'
    value: number
    index: number
  }

  export interface PaxosMessageAnswersAnswersResultFieldEvent {
    field: '$.answers.answers[].result'
    value: Uint8Array
    index: number
  }

  export interface PaxosMessageAnswersAnswersHeightFieldEvent {
    field: '$.answers.answers[].height'
    value: number
    index: number
  }

  export interface PaxosMessageAnswersAnswersReasonFieldEvent {
    field: '$.answers.answers[].reason'
    value: string
    index: number
  }

  export interface PaxosMessageAnswersAnswersTextFieldEvent {
    field: '$.answers.answers[].text'
    value: string
    index: number
  }

  export interface PaxosMessageAnswersOriginFieldEvent {
    field: '$.answers.origin'
    value: string
  }

  export interface PaxosMessageAttestHeadHeightFieldEvent {
    field: '$.attest.head.height'
    value: number
  }

  export interface PaxosMessageAttestHeadHashFieldEvent {
    field: '$.attest.head.hash'
    value: Uint8Array
  }

  export interface PaxosMessageAttestBoothFieldEvent {
    field: '$.attest.booth'
    value: string
  }

  export interface PaxosMessageVoteHeadHeightFieldEvent {
    field: '$.vote.head.height'
    value: number
  }

  export interface PaxosMessageVoteHeadHashFieldEvent {
    field: '$.vote.head.hash'
    value: Uint8Array
  }

  export interface PaxosMessageVoteBoothFieldEvent {
    field: '$.vote.booth'
    value: string
  }

  export interface PaxosMessageVoteSignatureFieldEvent {
    field: '$.vote.signature'
    value: Uint8Array
  }

  export interface PaxosMessageCertifiedCertificateFieldEvent {
    field: '$.certified.certificate'
    value: Uint8Array
  }

  export function encode (obj: Partial<PaxosMessage>): Uint8Array {
    return encodeMessage(obj, PaxosMessage.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PaxosMessage>): PaxosMessage {
    return decodeMessage(buf, PaxosMessage.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PaxosMessage>): Generator<PaxosMessageChainFieldEvent | PaxosMessageIncarnationFieldEvent | PaxosMessageHeartbeatBallotCfgFieldEvent | PaxosMessageHeartbeatBallotNumFieldEvent | PaxosMessageHeartbeatBallotNodeFieldEvent | PaxosMessageHeartbeatLeaderCfgFieldEvent | PaxosMessageHeartbeatLeaderNumFieldEvent | PaxosMessageHeartbeatLeaderNodeFieldEvent | PaxosMessageHeartbeatHappyFieldEvent | PaxosMessageHeartbeatSeqFieldEvent | PaxosMessageHeartbeatEchoFieldEvent | PaxosMessageHeartbeatUrgentFieldEvent | PaxosMessageHeartbeatDecidedHeightFieldEvent | PaxosMessageHeartbeatDecidedHashFieldEvent | PaxosMessageHeartbeatCertifiedFieldEvent | PaxosMessagePrepareBallotCfgFieldEvent | PaxosMessagePrepareBallotNumFieldEvent | PaxosMessagePrepareBallotNodeFieldEvent | PaxosMessagePrepareDecidedHeightFieldEvent | PaxosMessagePrepareDecidedHashFieldEvent | PaxosMessagePrepareAcceptedCfgFieldEvent | PaxosMessagePrepareAcceptedNumFieldEvent | PaxosMessagePrepareAcceptedNodeFieldEvent | PaxosMessagePrepareHeightFieldEvent | PaxosMessagePromiseBallotCfgFieldEvent | PaxosMessagePromiseBallotNumFieldEvent | PaxosMessagePromiseBallotNodeFieldEvent | PaxosMessagePromiseAcceptedCfgFieldEvent | PaxosMessagePromiseAcceptedNumFieldEvent | PaxosMessagePromiseAcceptedNodeFieldEvent | PaxosMessagePromiseHeightFieldEvent | PaxosMessagePromiseDecidedHeightFieldEvent | PaxosMessagePromiseDecidedHashFieldEvent | PaxosMessagePromiseFromFieldEvent | PaxosMessagePromiseBlocksFieldEvent | PaxosMessageNackPromisedCfgFieldEvent | PaxosMessageNackPromisedNumFieldEvent | PaxosMessageNackPromisedNodeFieldEvent | PaxosMessageNackDecidedHeightFieldEvent | PaxosMessageNackDecidedHashFieldEvent | PaxosMessageSyncBallotCfgFieldEvent | PaxosMessageSyncBallotNumFieldEvent | PaxosMessageSyncBallotNodeFieldEvent | PaxosMessageSyncFromFieldEvent | PaxosMessageSyncToFieldEvent | PaxosMessageSyncBlocksFieldEvent | PaxosMessageSyncDecidedHeightFieldEvent | PaxosMessageSyncDecidedHashFieldEvent | PaxosMessageAcceptBallotCfgFieldEvent | PaxosMessageAcceptBallotNumFieldEvent | PaxosMessageAcceptBallotNodeFieldEvent | PaxosMessageAcceptFromFieldEvent | PaxosMessageAcceptBlocksFieldEvent | PaxosMessageAcceptDecidedHeightFieldEvent | PaxosMessageAcceptDecidedHashFieldEvent | PaxosMessageAcceptBeatFieldEvent | PaxosMessageAcceptedBallotCfgFieldEvent | PaxosMessageAcceptedBallotNumFieldEvent | PaxosMessageAcceptedBallotNodeFieldEvent | PaxosMessageAcceptedTopHeightFieldEvent | PaxosMessageAcceptedTopHashFieldEvent | PaxosMessageAcceptedBeatFieldEvent | PaxosMessageAcceptedLeaseFieldEvent | PaxosMessageAskBallotCfgFieldEvent | PaxosMessageAskBallotNumFieldEvent | PaxosMessageAskBallotNodeFieldEvent | PaxosMessageAskDecidedHeightFieldEvent | PaxosMessageAskDecidedHashFieldEvent | PaxosMessageInviteGenesisFieldEvent | PaxosMessageInviteDecidedHeightFieldEvent | PaxosMessageInviteDecidedHashFieldEvent | PaxosMessageInviteBoothFieldEvent | PaxosMessageInviteLineFieldEvent | PaxosMessageInvitedDecidedHeightFieldEvent | PaxosMessageInvitedDecidedHashFieldEvent | PaxosMessageOpenGenesisFieldEvent | PaxosMessageOpenBoothFieldEvent | PaxosMessageOpenSealHeightFieldEvent | PaxosMessageOpenSealHashFieldEvent | PaxosMessageOpenLineFieldEvent | PaxosMessageReadyNumberFieldEvent | PaxosMessageForwardRunFieldEvent | PaxosMessageForwardItemsTicketFieldEvent | PaxosMessageForwardItemsEntryFieldEvent | PaxosMessageForwardItemsQuestionFieldEvent | PaxosMessageForwardItemsChangeMembersFieldEvent | PaxosMessageForwardItemsChangeOperationFieldEvent | PaxosMessageForwardItemsHeightFieldEvent | PaxosMessageForwardRelayFieldEvent | PaxosMessageForwardOriginFieldEvent | PaxosMessageAnswersRunFieldEvent | PaxosMessageAnswersLeaderFieldEvent | PaxosMessageAnswersAnswersTicketFieldEvent | PaxosMessageAnswersAnswersOutcomeFieldEvent | PaxosMessageAnswersAnswersResultFieldEvent | PaxosMessageAnswersAnswersHeightFieldEvent | PaxosMessageAnswersAnswersReasonFieldEvent | PaxosMessageAnswersAnswersTextFieldEvent | PaxosMessageAnswersOriginFieldEvent | PaxosMessageAttestHeadHeightFieldEvent | PaxosMessageAttestHeadHashFieldEvent | PaxosMessageAttestBoothFieldEvent | PaxosMessageVoteHeadHeightFieldEvent | PaxosMessageVoteHeadHashFieldEvent | PaxosMessageVoteBoothFieldEvent | PaxosMessageVoteSignatureFieldEvent | PaxosMessageCertifiedCertificateFieldEvent> {
    return streamMessage(buf, PaxosMessage.codec(), opts)
  }
}

export interface Ballot {
  cfg: number
  num: number
  node: string
}

export namespace Ballot {
  let _codec: Codec<Ballot>

  export const codec = (): Codec<Ballot> => {
    if (_codec == null) {
      _codec = message<Ballot>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.cfg != null && obj.cfg !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.cfg)
        }

        if ((obj.num != null && obj.num !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.num)
        }

        if ((obj.node != null && obj.node !== '')) {
          w.uint32(26)
          w.string(obj.node)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          cfg: 0,
          num: 0,
          node: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.cfg = reader.uint64Number()
              break
            }
            case 2: {
              obj.num = reader.uint64Number()
              break
            }
            case 3: {
              obj.node = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.cfg`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.num`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.node`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface BallotCfgFieldEvent {
    field: '$.cfg'
    value: number
  }

  export interface BallotNumFieldEvent {
    field: '$.num'
    value: number
  }

  export interface BallotNodeFieldEvent {
    field: '$.node'
    value: string
  }

  export function encode (obj: Partial<Ballot>): Uint8Array {
    return encodeMessage(obj, Ballot.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ballot>): Ballot {
    return decodeMessage(buf, Ballot.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ballot>): Generator<BallotCfgFieldEvent | BallotNumFieldEvent | BallotNodeFieldEvent> {
    return streamMessage(buf, Ballot.codec(), opts)
  }
}

export interface Head {
  height: number
  hash: Uint8Array
}

export namespace Head {
  let _codec: Codec<Head>

  export const codec = (): Codec<Head> => {
    if (_codec == null) {
      _codec = message<Head>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.height)
        }

        if ((obj.hash != null && obj.hash.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.hash)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          height: 0,
          hash: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.height = reader.uint64Number()
              break
            }
            case 2: {
              obj.hash = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.hash`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface HeadHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface HeadHashFieldEvent {
    field: '$.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Head>): Uint8Array {
    return encodeMessage(obj, Head.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Head {
    return decodeMessage(buf, Head.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Head>): Generator<HeadHeightFieldEvent | HeadHashFieldEvent> {
    return streamMessage(buf, Head.codec(), opts)
  }
}

export interface Heartbeat {
  ballot?: Ballot
  leader?: Ballot
  happy: boolean
  seq: number
  echo: number
  urgent: boolean
  decided?: Head
  certified: number
}

export namespace Heartbeat {
  let _codec: Codec<Heartbeat>

  export const codec = (): Codec<Heartbeat> => {
    if (_codec == null) {
      _codec = message<Heartbeat>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if (obj.leader != null) {
          w.uint32(18)
          Ballot.codec().encode(obj.leader, w)
        }

        if ((obj.happy != null && obj.happy !== false)) {
          w.uint32(24)
          w.bool(obj.happy)
        }

        if ((obj.seq != null && obj.seq !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.seq)
        }

        if ((obj.echo != null && obj.echo !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.echo)
        }

        if ((obj.urgent != null && obj.urgent !== false)) {
          w.uint32(48)
          w.bool(obj.urgent)
        }

        if (obj.decided != null) {
          w.uint32(58)
          Head.codec().encode(obj.decided, w)
        }

        if ((obj.certified != null && obj.certified !== 0)) {
          w.uint32(64)
          w.uint64Number(obj.certified)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          happy: false,
          seq: 0,
          echo: 0,
          urgent: false,
          certified: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.leader = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.leader
              })
              break
            }
            case 3: {
              obj.happy = reader.bool()
              break
            }
            case 4: {
              obj.seq = reader.uint64Number()
              break
            }
            case 5: {
              obj.echo = reader.uint64Number()
              break
            }
            case 6: {
              obj.urgent = reader.bool()
              break
            }
            case 7: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 8: {
              obj.certified = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.leader`, {
                limits: opts.limits?.leader
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.happy`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.seq`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.echo`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.urgent`,
                value: reader.bool()
              }
              break
            }
            case 7: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 8: {
              yield {
                field: `${prefix}.certified`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface HeartbeatBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface HeartbeatBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface HeartbeatBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface HeartbeatLeaderCfgFieldEvent {
    field: '$.leader.cfg'
    value: number
  }

  export interface HeartbeatLeaderNumFieldEvent {
    field: '$.leader.num'
    value: number
  }

  export interface HeartbeatLeaderNodeFieldEvent {
    field: '$.leader.node'
    value: string
  }

  export interface HeartbeatHappyFieldEvent {
    field: '$.happy'
    value: boolean
  }

  export interface HeartbeatSeqFieldEvent {
    field: '$.seq'
    value: number
  }

  export interface HeartbeatEchoFieldEvent {
    field: '$.echo'
    value: number
  }

  export interface HeartbeatUrgentFieldEvent {
    field: '$.urgent'
    value: boolean
  }

  export interface HeartbeatDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface HeartbeatDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface HeartbeatCertifiedFieldEvent {
    field: '$.certified'
    value: number
  }

  export function encode (obj: Partial<Heartbeat>): Uint8Array {
    return encodeMessage(obj, Heartbeat.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Heartbeat {
    return decodeMessage(buf, Heartbeat.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Generator<HeartbeatBallotCfgFieldEvent | HeartbeatBallotNumFieldEvent | HeartbeatBallotNodeFieldEvent | HeartbeatLeaderCfgFieldEvent | HeartbeatLeaderNumFieldEvent | HeartbeatLeaderNodeFieldEvent | HeartbeatHappyFieldEvent | HeartbeatSeqFieldEvent | HeartbeatEchoFieldEvent | HeartbeatUrgentFieldEvent | HeartbeatDecidedHeightFieldEvent | HeartbeatDecidedHashFieldEvent | HeartbeatCertifiedFieldEvent> {
    return streamMessage(buf, Heartbeat.codec(), opts)
  }
}

export interface Prepare {
  ballot?: Ballot
  decided?: Head
  accepted?: Ballot
  height: number
}

export namespace Prepare {
  let _codec: Codec<Prepare>

  export const codec = (): Codec<Prepare> => {
    if (_codec == null) {
      _codec = message<Prepare>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if (obj.decided != null) {
          w.uint32(18)
          Head.codec().encode(obj.decided, w)
        }

        if (obj.accepted != null) {
          w.uint32(26)
          Ballot.codec().encode(obj.accepted, w)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          height: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 3: {
              obj.accepted = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accepted
              })
              break
            }
            case 4: {
              obj.height = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 3: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.accepted`, {
                limits: opts.limits?.accepted
              })

              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PrepareBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface PrepareBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface PrepareBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface PrepareDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface PrepareDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface PrepareAcceptedCfgFieldEvent {
    field: '$.accepted.cfg'
    value: number
  }

  export interface PrepareAcceptedNumFieldEvent {
    field: '$.accepted.num'
    value: number
  }

  export interface PrepareAcceptedNodeFieldEvent {
    field: '$.accepted.node'
    value: string
  }

  export interface PrepareHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export function encode (obj: Partial<Prepare>): Uint8Array {
    return encodeMessage(obj, Prepare.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prepare>): Prepare {
    return decodeMessage(buf, Prepare.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Prepare>): Generator<PrepareBallotCfgFieldEvent | PrepareBallotNumFieldEvent | PrepareBallotNodeFieldEvent | PrepareDecidedHeightFieldEvent | PrepareDecidedHashFieldEvent | PrepareAcceptedCfgFieldEvent | PrepareAcceptedNumFieldEvent | PrepareAcceptedNodeFieldEvent | PrepareHeightFieldEvent> {
    return streamMessage(buf, Prepare.codec(), opts)
  }
}

export interface Promised {
  ballot?: Ballot
  accepted?: Ballot
  height: number
  decided?: Head
  from: number
  blocks: Uint8Array[]
}

export namespace Promised {
  let _codec: Codec<Promised>

  export const codec = (): Codec<Promised> => {
    if (_codec == null) {
      _codec = message<Promised>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if (obj.accepted != null) {
          w.uint32(18)
          Ballot.codec().encode(obj.accepted, w)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.height)
        }

        if (obj.decided != null) {
          w.uint32(34)
          Head.codec().encode(obj.decided, w)
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.from)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(50)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          height: 0,
          from: 0,
          blocks: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.accepted = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accepted
              })
              break
            }
            case 3: {
              obj.height = reader.uint64Number()
              break
            }
            case 4: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 5: {
              obj.from = reader.uint64Number()
              break
            }
            case 6: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          blocks: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.accepted`, {
                limits: opts.limits?.accepted
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.from`,
                value: reader.uint64Number()
              }
              break
            }
            case 6: {
              if (opts.limits?.blocks != null && obj.blocks === opts.limits.blocks) {
                throw new MaxLengthError('Streaming decode error - repeated field "blocks" had too many elements')
              }

              yield {
                field: `${prefix}.blocks[]`,
                index: obj.blocks,
                value: reader.bytes()
              }

              obj.blocks++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface PromisedBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface PromisedBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface PromisedBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface PromisedAcceptedCfgFieldEvent {
    field: '$.accepted.cfg'
    value: number
  }

  export interface PromisedAcceptedNumFieldEvent {
    field: '$.accepted.num'
    value: number
  }

  export interface PromisedAcceptedNodeFieldEvent {
    field: '$.accepted.node'
    value: string
  }

  export interface PromisedHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface PromisedDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface PromisedDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface PromisedFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface PromisedBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Promised>): Uint8Array {
    return encodeMessage(obj, Promised.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Promised>): Promised {
    return decodeMessage(buf, Promised.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Promised>): Generator<PromisedBallotCfgFieldEvent | PromisedBallotNumFieldEvent | PromisedBallotNodeFieldEvent | PromisedAcceptedCfgFieldEvent | PromisedAcceptedNumFieldEvent | PromisedAcceptedNodeFieldEvent | PromisedHeightFieldEvent | PromisedDecidedHeightFieldEvent | PromisedDecidedHashFieldEvent | PromisedFromFieldEvent | PromisedBlocksFieldEvent> {
    return streamMessage(buf, Promised.codec(), opts)
  }
}

export interface Nack {
  promised?: Ballot
  decided?: Head
}

export namespace Nack {
  let _codec: Codec<Nack>

  export const codec = (): Codec<Nack> => {
    if (_codec == null) {
      _codec = message<Nack>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.promised != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.promised, w)
        }

        if (obj.decided != null) {
          w.uint32(18)
          Head.codec().encode(obj.decided, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.promised = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.promised
              })
              break
            }
            case 2: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.promised`, {
                limits: opts.limits?.promised
              })

              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface NackPromisedCfgFieldEvent {
    field: '$.promised.cfg'
    value: number
  }

  export interface NackPromisedNumFieldEvent {
    field: '$.promised.num'
    value: number
  }

  export interface NackPromisedNodeFieldEvent {
    field: '$.promised.node'
    value: string
  }

  export interface NackDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface NackDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Nack>): Uint8Array {
    return encodeMessage(obj, Nack.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Nack>): Nack {
    return decodeMessage(buf, Nack.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Nack>): Generator<NackPromisedCfgFieldEvent | NackPromisedNumFieldEvent | NackPromisedNodeFieldEvent | NackDecidedHeightFieldEvent | NackDecidedHashFieldEvent> {
    return streamMessage(buf, Nack.codec(), opts)
  }
}

export interface Sync {
  ballot?: Ballot
  from: number
  to: number
  blocks: Uint8Array[]
  decided?: Head
}

export namespace Sync {
  let _codec: Codec<Sync>

  export const codec = (): Codec<Sync> => {
    if (_codec == null) {
      _codec = message<Sync>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.from)
        }

        if ((obj.to != null && obj.to !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.to)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (obj.decided != null) {
          w.uint32(42)
          Head.codec().encode(obj.decided, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          from: 0,
          to: 0,
          blocks: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.from = reader.uint64Number()
              break
            }
            case 3: {
              obj.to = reader.uint64Number()
              break
            }
            case 4: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
              break
            }
            case 5: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          blocks: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.from`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.to`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              if (opts.limits?.blocks != null && obj.blocks === opts.limits.blocks) {
                throw new MaxLengthError('Streaming decode error - repeated field "blocks" had too many elements')
              }

              yield {
                field: `${prefix}.blocks[]`,
                index: obj.blocks,
                value: reader.bytes()
              }

              obj.blocks++

              break
            }
            case 5: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SyncBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface SyncBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface SyncBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface SyncFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface SyncToFieldEvent {
    field: '$.to'
    value: number
  }

  export interface SyncBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface SyncDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface SyncDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Sync>): Uint8Array {
    return encodeMessage(obj, Sync.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Sync>): Sync {
    return decodeMessage(buf, Sync.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Sync>): Generator<SyncBallotCfgFieldEvent | SyncBallotNumFieldEvent | SyncBallotNodeFieldEvent | SyncFromFieldEvent | SyncToFieldEvent | SyncBlocksFieldEvent | SyncDecidedHeightFieldEvent | SyncDecidedHashFieldEvent> {
    return streamMessage(buf, Sync.codec(), opts)
  }
}

export interface Accept {
  ballot?: Ballot
  from: number
  blocks: Uint8Array[]
  decided?: Head
  beat: number
}

export namespace Accept {
  let _codec: Codec<Accept>

  export const codec = (): Codec<Accept> => {
    if (_codec == null) {
      _codec = message<Accept>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if ((obj.from != null && obj.from !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.from)
        }

        if (obj.blocks != null && obj.blocks.length > 0) {
          for (const value of obj.blocks) {
            w.uint32(26)
            w.bytes(value)
          }
        }

        if (obj.decided != null) {
          w.uint32(34)
          Head.codec().encode(obj.decided, w)
        }

        if ((obj.beat != null && obj.beat !== 0)) {
          w.uint32(40)
          w.uint64Number(obj.beat)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          from: 0,
          blocks: [],
          beat: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.from = reader.uint64Number()
              break
            }
            case 3: {
              if (opts.limits?.blocks != null && obj.blocks.length === opts.limits.blocks) {
                throw new MaxLengthError('Decode error - repeated field "blocks" had too many elements')
              }

              obj.blocks.push(reader.bytes())
              break
            }
            case 4: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 5: {
              obj.beat = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          blocks: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.from`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              if (opts.limits?.blocks != null && obj.blocks === opts.limits.blocks) {
                throw new MaxLengthError('Streaming decode error - repeated field "blocks" had too many elements')
              }

              yield {
                field: `${prefix}.blocks[]`,
                index: obj.blocks,
                value: reader.bytes()
              }

              obj.blocks++

              break
            }
            case 4: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.beat`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AcceptBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface AcceptBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface AcceptBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface AcceptFromFieldEvent {
    field: '$.from'
    value: number
  }

  export interface AcceptBlocksFieldEvent {
    field: '$.blocks[]'
    index: number
    value: Uint8Array
  }

  export interface AcceptDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface AcceptDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface AcceptBeatFieldEvent {
    field: '$.beat'
    value: number
  }

  export function encode (obj: Partial<Accept>): Uint8Array {
    return encodeMessage(obj, Accept.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accept>): Accept {
    return decodeMessage(buf, Accept.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accept>): Generator<AcceptBallotCfgFieldEvent | AcceptBallotNumFieldEvent | AcceptBallotNodeFieldEvent | AcceptFromFieldEvent | AcceptBlocksFieldEvent | AcceptDecidedHeightFieldEvent | AcceptDecidedHashFieldEvent | AcceptBeatFieldEvent> {
    return streamMessage(buf, Accept.codec(), opts)
  }
}

export interface Accepted {
  ballot?: Ballot
  top?: Head
  beat: number
  lease: number
}

export namespace Accepted {
  let _codec: Codec<Accepted>

  export const codec = (): Codec<Accepted> => {
    if (_codec == null) {
      _codec = message<Accepted>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if (obj.top != null) {
          w.uint32(18)
          Head.codec().encode(obj.top, w)
        }

        if ((obj.beat != null && obj.beat !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.beat)
        }

        if ((obj.lease != null && obj.lease !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.lease)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          beat: 0,
          lease: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.top = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.top
              })
              break
            }
            case 3: {
              obj.beat = reader.uint64Number()
              break
            }
            case 4: {
              obj.lease = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.top`, {
                limits: opts.limits?.top
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.beat`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.lease`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AcceptedBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface AcceptedBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface AcceptedBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface AcceptedTopHeightFieldEvent {
    field: '$.top.height'
    value: number
  }

  export interface AcceptedTopHashFieldEvent {
    field: '$.top.hash'
    value: Uint8Array
  }

  export interface AcceptedBeatFieldEvent {
    field: '$.beat'
    value: number
  }

  export interface AcceptedLeaseFieldEvent {
    field: '$.lease'
    value: number
  }

  export function encode (obj: Partial<Accepted>): Uint8Array {
    return encodeMessage(obj, Accepted.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accepted>): Accepted {
    return decodeMessage(buf, Accepted.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Accepted>): Generator<AcceptedBallotCfgFieldEvent | AcceptedBallotNumFieldEvent | AcceptedBallotNodeFieldEvent | AcceptedTopHeightFieldEvent | AcceptedTopHashFieldEvent | AcceptedBeatFieldEvent | AcceptedLeaseFieldEvent> {
    return streamMessage(buf, Accepted.codec(), opts)
  }
}

export interface Ask {
  ballot?: Ballot
  decided?: Head
}

export namespace Ask {
  let _codec: Codec<Ask>

  export const codec = (): Codec<Ask> => {
    if (_codec == null) {
      _codec = message<Ask>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.ballot != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.ballot, w)
        }

        if (obj.decided != null) {
          w.uint32(18)
          Head.codec().encode(obj.decided, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ballot = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.ballot
              })
              break
            }
            case 2: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.ballot`, {
                limits: opts.limits?.ballot
              })

              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AskBallotCfgFieldEvent {
    field: '$.ballot.cfg'
    value: number
  }

  export interface AskBallotNumFieldEvent {
    field: '$.ballot.num'
    value: number
  }

  export interface AskBallotNodeFieldEvent {
    field: '$.ballot.node'
    value: string
  }

  export interface AskDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface AskDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Ask>): Uint8Array {
    return encodeMessage(obj, Ask.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ask>): Ask {
    return decodeMessage(buf, Ask.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ask>): Generator<AskBallotCfgFieldEvent | AskBallotNumFieldEvent | AskBallotNodeFieldEvent | AskDecidedHeightFieldEvent | AskDecidedHashFieldEvent> {
    return streamMessage(buf, Ask.codec(), opts)
  }
}

export interface Invite {
  genesis: Uint8Array
  decided?: Head
  booth: Uint8Array
  line: Uint8Array[]
}

export namespace Invite {
  let _codec: Codec<Invite>

  export const codec = (): Codec<Invite> => {
    if (_codec == null) {
      _codec = message<Invite>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if (obj.decided != null) {
          w.uint32(18)
          Head.codec().encode(obj.decided, w)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.booth)
        }

        if (obj.line != null && obj.line.length > 0) {
          for (const value of obj.line) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          booth: NO_BYTES,
          line: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.genesis = reader.bytes()
              break
            }
            case 2: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            case 3: {
              obj.booth = reader.bytes()
              break
            }
            case 4: {
              if (opts.limits?.line != null && obj.line.length === opts.limits.line) {
                throw new MaxLengthError('Decode error - repeated field "line" had too many elements')
              }

              obj.line.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          line: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            case 3: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              if (opts.limits?.line != null && obj.line === opts.limits.line) {
                throw new MaxLengthError('Streaming decode error - repeated field "line" had too many elements')
              }

              yield {
                field: `${prefix}.line[]`,
                index: obj.line,
                value: reader.bytes()
              }

              obj.line++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface InviteGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface InviteDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface InviteDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export interface InviteBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface InviteLineFieldEvent {
    field: '$.line[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Invite>): Uint8Array {
    return encodeMessage(obj, Invite.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Invite>): Invite {
    return decodeMessage(buf, Invite.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Invite>): Generator<InviteGenesisFieldEvent | InviteDecidedHeightFieldEvent | InviteDecidedHashFieldEvent | InviteBoothFieldEvent | InviteLineFieldEvent> {
    return streamMessage(buf, Invite.codec(), opts)
  }
}

export interface Invited {
  decided?: Head
}

export namespace Invited {
  let _codec: Codec<Invited>

  export const codec = (): Codec<Invited> => {
    if (_codec == null) {
      _codec = message<Invited>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.decided != null) {
          w.uint32(10)
          Head.codec().encode(obj.decided, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.decided = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.decided
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.decided`, {
                limits: opts.limits?.decided
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface InvitedDecidedHeightFieldEvent {
    field: '$.decided.height'
    value: number
  }

  export interface InvitedDecidedHashFieldEvent {
    field: '$.decided.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<Invited>): Uint8Array {
    return encodeMessage(obj, Invited.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Invited>): Invited {
    return decodeMessage(buf, Invited.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Invited>): Generator<InvitedDecidedHeightFieldEvent | InvitedDecidedHashFieldEvent> {
    return streamMessage(buf, Invited.codec(), opts)
  }
}

export interface Open {
  genesis: Uint8Array
  booth: Uint8Array
  seal?: Head
  line: Uint8Array[]
}

export namespace Open {
  let _codec: Codec<Open>

  export const codec = (): Codec<Open> => {
    if (_codec == null) {
      _codec = message<Open>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.genesis)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.booth)
        }

        if (obj.seal != null) {
          w.uint32(26)
          Head.codec().encode(obj.seal, w)
        }

        if (obj.line != null && obj.line.length > 0) {
          for (const value of obj.line) {
            w.uint32(34)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          genesis: NO_BYTES,
          booth: NO_BYTES,
          line: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.genesis = reader.bytes()
              break
            }
            case 2: {
              obj.booth = reader.bytes()
              break
            }
            case 3: {
              obj.seal = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seal
              })
              break
            }
            case 4: {
              if (opts.limits?.line != null && obj.line.length === opts.limits.line) {
                throw new MaxLengthError('Decode error - repeated field "line" had too many elements')
              }

              obj.line.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          line: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.seal`, {
                limits: opts.limits?.seal
              })

              break
            }
            case 4: {
              if (opts.limits?.line != null && obj.line === opts.limits.line) {
                throw new MaxLengthError('Streaming decode error - repeated field "line" had too many elements')
              }

              yield {
                field: `${prefix}.line[]`,
                index: obj.line,
                value: reader.bytes()
              }

              obj.line++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface OpenGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface OpenBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface OpenSealHeightFieldEvent {
    field: '$.seal.height'
    value: number
  }

  export interface OpenSealHashFieldEvent {
    field: '$.seal.hash'
    value: Uint8Array
  }

  export interface OpenLineFieldEvent {
    field: '$.line[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<Open>): Uint8Array {
    return encodeMessage(obj, Open.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Open {
    return decodeMessage(buf, Open.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Open>): Generator<OpenGenesisFieldEvent | OpenBoothFieldEvent | OpenSealHeightFieldEvent | OpenSealHashFieldEvent | OpenLineFieldEvent> {
    return streamMessage(buf, Open.codec(), opts)
  }
}

export interface Ready {
  number: number
}

export namespace Ready {
  let _codec: Codec<Ready>

  export const codec = (): Codec<Ready> => {
    if (_codec == null) {
      _codec = message<Ready>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.number != null && obj.number !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.number)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          number: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.number = reader.uint64Number()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.number`,
                value: reader.uint64Number()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ReadyNumberFieldEvent {
    field: '$.number'
    value: number
  }

  export function encode (obj: Partial<Ready>): Uint8Array {
    return encodeMessage(obj, Ready.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ready>): Ready {
    return decodeMessage(buf, Ready.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ready>): Generator<ReadyNumberFieldEvent> {
    return streamMessage(buf, Ready.codec(), opts)
  }
}

export interface Attest {
  head?: Head
  booth: string
}

export namespace Attest {
  let _codec: Codec<Attest>

  export const codec = (): Codec<Attest> => {
    if (_codec == null) {
      _codec = message<Attest>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          booth: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            case 2: {
              obj.booth = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.booth`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AttestHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface AttestHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface AttestBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export function encode (obj: Partial<Attest>): Uint8Array {
    return encodeMessage(obj, Attest.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Attest>): Attest {
    return decodeMessage(buf, Attest.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Attest>): Generator<AttestHeadHeightFieldEvent | AttestHeadHashFieldEvent | AttestBoothFieldEvent> {
    return streamMessage(buf, Attest.codec(), opts)
  }
}

export interface Vote {
  head?: Head
  booth: string
  signature: Uint8Array
}

export namespace Vote {
  let _codec: Codec<Vote>

  export const codec = (): Codec<Vote> => {
    if (_codec == null) {
      _codec = message<Vote>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.booth != null && obj.booth !== '')) {
          w.uint32(18)
          w.string(obj.booth)
        }

        if ((obj.signature != null && obj.signature.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.signature)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          booth: '',
          signature: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            case 2: {
              obj.booth = reader.string()
              break
            }
            case 3: {
              obj.signature = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.booth`,
                value: reader.string()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.signature`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface VoteHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface VoteHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface VoteBoothFieldEvent {
    field: '$.booth'
    value: string
  }

  export interface VoteSignatureFieldEvent {
    field: '$.signature'
    value: Uint8Array
  }

  export function encode (obj: Partial<Vote>): Uint8Array {
    return encodeMessage(obj, Vote.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Vote {
    return decodeMessage(buf, Vote.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Vote>): Generator<VoteHeadHeightFieldEvent | VoteHeadHashFieldEvent | VoteBoothFieldEvent | VoteSignatureFieldEvent> {
    return streamMessage(buf, Vote.codec(), opts)
  }
}

export interface Certified {
  certificate: Uint8Array
}

export namespace Certified {
  let _codec: Codec<Certified>

  export const codec = (): Codec<Certified> => {
    if (_codec == null) {
      _codec = message<Certified>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.certificate != null && obj.certificate.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.certificate)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          certificate: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.certificate = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.certificate`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface CertifiedCertificateFieldEvent {
    field: '$.certificate'
    value: Uint8Array
  }

  export function encode (obj: Partial<Certified>): Uint8Array {
    return encodeMessage(obj, Certified.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certified>): Certified {
    return decodeMessage(buf, Certified.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Certified>): Generator<CertifiedCertificateFieldEvent> {
    return streamMessage(buf, Certified.codec(), opts)
  }
}

export interface Forward {
  run: number
  items: Item[]
  relay: boolean
  origin: string
}

export namespace Forward {
  let _codec: Codec<Forward>

  export const codec = (): Codec<Forward> => {
    if (_codec == null) {
      _codec = message<Forward>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if (obj.items != null && obj.items.length > 0) {
          for (const value of obj.items) {
            w.uint32(18)
            Item.codec().encode(value, w)
          }
        }

        if ((obj.relay != null && obj.relay !== false)) {
          w.uint32(24)
          w.bool(obj.relay)
        }

        if ((obj.origin != null && obj.origin !== '')) {
          w.uint32(34)
          w.string(obj.origin)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          items: [],
          relay: false,
          origin: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                throw new MaxLengthError('Decode error - repeated field "items" had too many elements')
              }

              obj.items.push(Item.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.items$
              }))
              break
            }
            case 3: {
              obj.relay = reader.bool()
              break
            }
            case 4: {
              obj.origin = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          items: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              if (opts.limits?.items != null && obj.items === opts.limits.items) {
                throw new MaxLengthError('Streaming decode error - repeated field "items" had too many elements')
              }

              for (const evt of Item.codec().stream(reader, reader.uint32(), `${prefix}.items[]`, {
                limits: opts.limits?.items$
              })) {
                yield {
                  ...evt,
                  index: obj.items
                }
              }

              obj.items++

              break
            }
            case 3: {
              yield {
                field: `${prefix}.relay`,
                value: reader.bool()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.origin`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ForwardRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface ForwardItemsTicketFieldEvent {
    field: '$.items[].ticket'
    value: number
    index: number
  }

  export interface ForwardItemsEntryFieldEvent {
    field: '$.items[].entry'
    value: Uint8Array
    index: number
  }

  export interface ForwardItemsQuestionFieldEvent {
    field: '$.items[].question'
    value: Uint8Array
    index: number
  }

  export interface ForwardItemsChangeMembersFieldEvent {
    field: '$.items[].change.members[]'
    index: number
    value: string
  }

  export interface ForwardItemsChangeOperationFieldEvent {
    field: '$.items[].change.operation'
    value: string
    index: number
  }

  export interface ForwardItemsHeightFieldEvent {
    field: '$.items[].height'
    value: boolean
    index: number
  }

  export interface ForwardRelayFieldEvent {
    field: '$.relay'
    value: boolean
  }

  export interface ForwardOriginFieldEvent {
    field: '$.origin'
    value: string
  }

  export function encode (obj: Partial<Forward>): Uint8Array {
    return encodeMessage(obj, Forward.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Forward>): Forward {
    return decodeMessage(buf, Forward.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Forward>): Generator<ForwardRunFieldEvent | ForwardItemsTicketFieldEvent | ForwardItemsEntryFieldEvent | ForwardItemsQuestionFieldEvent | ForwardItemsChangeMembersFieldEvent | ForwardItemsChangeOperationFieldEvent | ForwardItemsHeightFieldEvent | ForwardRelayFieldEvent | ForwardOriginFieldEvent> {
    return streamMessage(buf, Forward.codec(), opts)
  }
}

export interface Item {
  ticket: number
  entry?: Uint8Array
  question?: Uint8Array
  change?: Change
  height: boolean
}

export namespace Item {
  let _codec: Codec<Item>

  export const codec = (): Codec<Item> => {
    if (_codec == null) {
      _codec = message<Item>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if (obj.entry != null) {
          w.uint32(18)
          w.bytes(obj.entry)
        }

        if (obj.question != null) {
          w.uint32(26)
          w.bytes(obj.question)
        }

        if (obj.change != null) {
          w.uint32(34)
          Change.codec().encode(obj.change, w)
        }

        if ((obj.height != null && obj.height !== false)) {
          w.uint32(40)
          w.bool(obj.height)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          height: false
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.entry = reader.bytes()
              break
            }
            case 3: {
              obj.question = reader.bytes()
              break
            }
            case 4: {
              obj.change = Change.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.change
              })
              break
            }
            case 5: {
              obj.height = reader.bool()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.entry`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.question`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield * Change.codec().stream(reader, reader.uint32(), `${prefix}.change`, {
                limits: opts.limits?.change
              })

              break
            }
            case 5: {
              yield {
                field: `${prefix}.height`,
                value: reader.bool()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ItemTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface ItemEntryFieldEvent {
    field: '$.entry'
    value: Uint8Array
  }

  export interface ItemQuestionFieldEvent {
    field: '$.question'
    value: Uint8Array
  }

  export interface ItemChangeMembersFieldEvent {
    field: '$.change.members[]'
    index: number
    value: string
  }

  export interface ItemChangeOperationFieldEvent {
    field: '$.change.operation'
    value: string
  }

  export interface ItemHeightFieldEvent {
    field: '$.height'
    value: boolean
  }

  export function encode (obj: Partial<Item>): Uint8Array {
    return encodeMessage(obj, Item.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Item {
    return decodeMessage(buf, Item.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Item>): Generator<ItemTicketFieldEvent | ItemEntryFieldEvent | ItemQuestionFieldEvent | ItemChangeMembersFieldEvent | ItemChangeOperationFieldEvent | ItemHeightFieldEvent> {
    return streamMessage(buf, Item.codec(), opts)
  }
}

export interface Change {
  members: string[]
  operation: string
}

export namespace Change {
  let _codec: Codec<Change>

  export const codec = (): Codec<Change> => {
    if (_codec == null) {
      _codec = message<Change>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.members != null && obj.members.length > 0) {
          for (const value of obj.members) {
            w.uint32(10)
            w.string(value)
          }
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(18)
          w.string(obj.operation)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          members: [],
          operation: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members.length === opts.limits.members) {
                throw new MaxLengthError('Decode error - repeated field "members" had too many elements')
              }

              obj.members.push(reader.string())
              break
            }
            case 2: {
              obj.operation = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          members: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              if (opts.limits?.members != null && obj.members === opts.limits.members) {
                throw new MaxLengthError('Streaming decode error - repeated field "members" had too many elements')
              }

              yield {
                field: `${prefix}.members[]`,
                index: obj.members,
                value: reader.string()
              }

              obj.members++

              break
            }
            case 2: {
              yield {
                field: `${prefix}.operation`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface ChangeMembersFieldEvent {
    field: '$.members[]'
    index: number
    value: string
  }

  export interface ChangeOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export function encode (obj: Partial<Change>): Uint8Array {
    return encodeMessage(obj, Change.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Change {
    return decodeMessage(buf, Change.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Change>): Generator<ChangeMembersFieldEvent | ChangeOperationFieldEvent> {
    return streamMessage(buf, Change.codec(), opts)
  }
}

export interface Answers {
  run: number
  leader: string
  answers: Answer[]
  origin: string
}

export namespace Answers {
  let _codec: Codec<Answers>

  export const codec = (): Codec<Answers> => {
    if (_codec == null) {
      _codec = message<Answers>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.run != null && obj.run !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.run)
        }

        if ((obj.leader != null && obj.leader !== '')) {
          w.uint32(18)
          w.string(obj.leader)
        }

        if (obj.answers != null && obj.answers.length > 0) {
          for (const value of obj.answers) {
            w.uint32(26)
            Answer.codec().encode(value, w)
          }
        }

        if ((obj.origin != null && obj.origin !== '')) {
          w.uint32(34)
          w.string(obj.origin)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          run: 0,
          leader: '',
          answers: [],
          origin: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.run = reader.uint64Number()
              break
            }
            case 2: {
              obj.leader = reader.string()
              break
            }
            case 3: {
              if (opts.limits?.answers != null && obj.answers.length === opts.limits.answers) {
                throw new MaxLengthError('Decode error - repeated field "answers" had too many elements')
              }

              obj.answers.push(Answer.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.answers$
              }))
              break
            }
            case 4: {
              obj.origin = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          answers: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.run`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.leader`,
                value: reader.string()
              }
              break
            }
            case 3: {
              if (opts.limits?.answers != null && obj.answers === opts.limits.answers) {
                throw new MaxLengthError('Streaming decode error - repeated field "answers" had too many elements')
              }

              for (const evt of Answer.codec().stream(reader, reader.uint32(), `${prefix}.answers[]`, {
                limits: opts.limits?.answers$
              })) {
                yield {
                  ...evt,
                  index: obj.answers
                }
              }

              obj.answers++

              break
            }
            case 4: {
              yield {
                field: `${prefix}.origin`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AnswersRunFieldEvent {
    field: '$.run'
    value: number
  }

  export interface AnswersLeaderFieldEvent {
    field: '$.leader'
    value: string
  }

  export interface AnswersAnswersTicketFieldEvent {
    field: '$.answers[].ticket'
    value: number
    index: number
  }

  export interface AnswersAnswersOutcomeFieldEvent {
    field: '$.answers[].outcome'
    value: number
    index: number
  }

  export interface AnswersAnswersResultFieldEvent {
    field: '$.answers[].result'
    value: Uint8Array
    index: number
  }

  export interface AnswersAnswersHeightFieldEvent {
    field: '$.answers[].height'
    value: number
    index: number
  }

  export interface AnswersAnswersReasonFieldEvent {
    field: '$.answers[].reason'
    value: string
    index: number
  }

  export interface AnswersAnswersTextFieldEvent {
    field: '$.answers[].text'
    value: string
    index: number
  }

  export interface AnswersOriginFieldEvent {
    field: '$.origin'
    value: string
  }

  export function encode (obj: Partial<Answers>): Uint8Array {
    return encodeMessage(obj, Answers.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answers>): Answers {
    return decodeMessage(buf, Answers.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answers>): Generator<AnswersRunFieldEvent | AnswersLeaderFieldEvent | AnswersAnswersTicketFieldEvent | AnswersAnswersOutcomeFieldEvent | AnswersAnswersResultFieldEvent | AnswersAnswersHeightFieldEvent | AnswersAnswersReasonFieldEvent | AnswersAnswersTextFieldEvent | AnswersOriginFieldEvent> {
    return streamMessage(buf, Answers.codec(), opts)
  }
}

export interface Answer {
  ticket: number
  outcome: number
  result: Uint8Array
  height: number
  reason: string
  text: string
}

export namespace Answer {
  let _codec: Codec<Answer>

  export const codec = (): Codec<Answer> => {
    if (_codec == null) {
      _codec = message<Answer>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.ticket != null && obj.ticket !== 0)) {
          w.uint32(8)
          w.uint64Number(obj.ticket)
        }

        if ((obj.outcome != null && obj.outcome !== 0)) {
          w.uint32(16)
          w.uint32(obj.outcome)
        }

        if ((obj.result != null && obj.result.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.result)
        }

        if ((obj.height != null && obj.height !== 0)) {
          w.uint32(32)
          w.uint64Number(obj.height)
        }

        if ((obj.reason != null && obj.reason !== '')) {
          w.uint32(42)
          w.string(obj.reason)
        }

        if ((obj.text != null && obj.text !== '')) {
          w.uint32(50)
          w.string(obj.text)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          ticket: 0,
          outcome: 0,
          result: NO_BYTES,
          height: 0,
          reason: '',
          text: ''
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.ticket = reader.uint64Number()
              break
            }
            case 2: {
              obj.outcome = reader.uint32()
              break
            }
            case 3: {
              obj.result = reader.bytes()
              break
            }
            case 4: {
              obj.height = reader.uint64Number()
              break
            }
            case 5: {
              obj.reason = reader.string()
              break
            }
            case 6: {
              obj.text = reader.string()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.ticket`,
                value: reader.uint64Number()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.outcome`,
                value: reader.uint32()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.result`,
                value: reader.bytes()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.height`,
                value: reader.uint64Number()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.reason`,
                value: reader.string()
              }
              break
            }
            case 6: {
              yield {
                field: `${prefix}.text`,
                value: reader.string()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface AnswerTicketFieldEvent {
    field: '$.ticket'
    value: number
  }

  export interface AnswerOutcomeFieldEvent {
    field: '$.outcome'
    value: number
  }

  export interface AnswerResultFieldEvent {
    field: '$.result'
    value: Uint8Array
  }

  export interface AnswerHeightFieldEvent {
    field: '$.height'
    value: number
  }

  export interface AnswerReasonFieldEvent {
    field: '$.reason'
    value: string
  }

  export interface AnswerTextFieldEvent {
    field: '$.text'
    value: string
  }

  export function encode (obj: Partial<Answer>): Uint8Array {
    return encodeMessage(obj, Answer.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Answer {
    return decodeMessage(buf, Answer.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Answer>): Generator<AnswerTicketFieldEvent | AnswerOutcomeFieldEvent | AnswerResultFieldEvent | AnswerHeightFieldEvent | AnswerReasonFieldEvent | AnswerTextFieldEvent> {
    return streamMessage(buf, Answer.codec(), opts)
  }
}

export interface LogRecord {
  promised?: Ballot
  accepted?: Ballot
}

export namespace LogRecord {
  let _codec: Codec<LogRecord>

  export const codec = (): Codec<LogRecord> => {
    if (_codec == null) {
      _codec = message<LogRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.promised != null) {
          w.uint32(10)
          Ballot.codec().encode(obj.promised, w)
        }

        if (obj.accepted != null) {
          w.uint32(18)
          Ballot.codec().encode(obj.accepted, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.promised = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.promised
              })
              break
            }
            case 2: {
              obj.accepted = Ballot.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.accepted
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.promised`, {
                limits: opts.limits?.promised
              })

              break
            }
            case 2: {
              yield * Ballot.codec().stream(reader, reader.uint32(), `${prefix}.accepted`, {
                limits: opts.limits?.accepted
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface LogRecordPromisedCfgFieldEvent {
    field: '$.promised.cfg'
    value: number
  }

  export interface LogRecordPromisedNumFieldEvent {
    field: '$.promised.num'
    value: number
  }

  export interface LogRecordPromisedNodeFieldEvent {
    field: '$.promised.node'
    value: string
  }

  export interface LogRecordAcceptedCfgFieldEvent {
    field: '$.accepted.cfg'
    value: number
  }

  export interface LogRecordAcceptedNumFieldEvent {
    field: '$.accepted.num'
    value: number
  }

  export interface LogRecordAcceptedNodeFieldEvent {
    field: '$.accepted.node'
    value: string
  }

  export function encode (obj: Partial<LogRecord>): Uint8Array {
    return encodeMessage(obj, LogRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogRecord>): LogRecord {
    return decodeMessage(buf, LogRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<LogRecord>): Generator<LogRecordPromisedCfgFieldEvent | LogRecordPromisedNumFieldEvent | LogRecordPromisedNodeFieldEvent | LogRecordAcceptedCfgFieldEvent | LogRecordAcceptedNumFieldEvent | LogRecordAcceptedNodeFieldEvent> {
    return streamMessage(buf, LogRecord.codec(), opts)
  }
}

export interface GroupRecord {
  booth: Uint8Array
  seal?: Head
  operations: string[]
  since: number[]
  line: Uint8Array[]
}

export namespace GroupRecord {
  let _codec: Codec<GroupRecord>

  export const codec = (): Codec<GroupRecord> => {
    if (_codec == null) {
      _codec = message<GroupRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(10)
          w.bytes(obj.booth)
        }

        if (obj.seal != null) {
          w.uint32(18)
          Head.codec().encode(obj.seal, w)
        }

        if (obj.operations != null && obj.operations.length > 0) {
          for (const value of obj.operations) {
            w.uint32(26)
            w.string(value)
          }
        }

        if (obj.since != null && obj.since.length > 0) {
          for (const value of obj.since) {
            w.uint32(32)
            w.uint64Number(value)
          }
        }

        if (obj.line != null && obj.line.length > 0) {
          for (const value of obj.line) {
            w.uint32(42)
            w.bytes(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          booth: NO_BYTES,
          operations: [],
          since: [],
          line: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.booth = reader.bytes()
              break
            }
            case 2: {
              obj.seal = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seal
              })
              break
            }
            case 3: {
              if (opts.limits?.operations != null && obj.operations.length === opts.limits.operations) {
                throw new MaxLengthError('Decode error - repeated field "operations" had too many elements')
              }

              obj.operations.push(reader.string())
              break
            }
            case 4: {
              if (opts.limits?.since != null && obj.since.length === opts.limits.since) {
                throw new MaxLengthError('Decode error - repeated field "since" had too many elements')
              }

              obj.since.push(reader.uint64Number())
              break
            }
            case 5: {
              if (opts.limits?.line != null && obj.line.length === opts.limits.line) {
                throw new MaxLengthError('Decode error - repeated field "line" had too many elements')
              }

              obj.line.push(reader.bytes())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          operations: 0,
          since: 0,
          line: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 2: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.seal`, {
                limits: opts.limits?.seal
              })

              break
            }
            case 3: {
              if (opts.limits?.operations != null && obj.operations === opts.limits.operations) {
                throw new MaxLengthError('Streaming decode error - repeated field "operations" had too many elements')
              }

              yield {
                field: `${prefix}.operations[]`,
                index: obj.operations,
                value: reader.string()
              }

              obj.operations++

              break
            }
            case 4: {
              if (opts.limits?.since != null && obj.since === opts.limits.since) {
                throw new MaxLengthError('Streaming decode error - repeated field "since" had too many elements')
              }

              yield {
                field: `${prefix}.since[]`,
                index: obj.since,
                value: reader.uint64Number()
              }

              obj.since++

              break
            }
            case 5: {
              if (opts.limits?.line != null && obj.line === opts.limits.line) {
                throw new MaxLengthError('Streaming decode error - repeated field "line" had too many elements')
              }

              yield {
                field: `${prefix}.line[]`,
                index: obj.line,
                value: reader.bytes()
              }

              obj.line++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface GroupRecordBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface GroupRecordSealHeightFieldEvent {
    field: '$.seal.height'
    value: number
  }

  export interface GroupRecordSealHashFieldEvent {
    field: '$.seal.hash'
    value: Uint8Array
  }

  export interface GroupRecordOperationsFieldEvent {
    field: '$.operations[]'
    index: number
    value: string
  }

  export interface GroupRecordSinceFieldEvent {
    field: '$.since[]'
    index: number
    value: number
  }

  export interface GroupRecordLineFieldEvent {
    field: '$.line[]'
    index: number
    value: Uint8Array
  }

  export function encode (obj: Partial<GroupRecord>): Uint8Array {
    return encodeMessage(obj, GroupRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GroupRecord>): GroupRecord {
    return decodeMessage(buf, GroupRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GroupRecord>): Generator<GroupRecordBoothFieldEvent | GroupRecordSealHeightFieldEvent | GroupRecordSealHashFieldEvent | GroupRecordOperationsFieldEvent | GroupRecordSinceFieldEvent | GroupRecordLineFieldEvent> {
    return streamMessage(buf, GroupRecord.codec(), opts)
  }
}

export interface OpenedRecord {
  operation: string
  genesis: Uint8Array
  booth: Uint8Array
}

export namespace OpenedRecord {
  let _codec: Codec<OpenedRecord>

  export const codec = (): Codec<OpenedRecord> => {
    if (_codec == null) {
      _codec = message<OpenedRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if ((obj.operation != null && obj.operation !== '')) {
          w.uint32(10)
          w.string(obj.operation)
        }

        if ((obj.genesis != null && obj.genesis.byteLength > 0)) {
          w.uint32(18)
          w.bytes(obj.genesis)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(26)
          w.bytes(obj.booth)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          operation: '',
          genesis: NO_BYTES,
          booth: NO_BYTES
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.operation = reader.string()
              break
            }
            case 2: {
              obj.genesis = reader.bytes()
              break
            }
            case 3: {
              obj.booth = reader.bytes()
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield {
                field: `${prefix}.operation`,
                value: reader.string()
              }
              break
            }
            case 2: {
              yield {
                field: `${prefix}.genesis`,
                value: reader.bytes()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface OpenedRecordOperationFieldEvent {
    field: '$.operation'
    value: string
  }

  export interface OpenedRecordGenesisFieldEvent {
    field: '$.genesis'
    value: Uint8Array
  }

  export interface OpenedRecordBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export function encode (obj: Partial<OpenedRecord>): Uint8Array {
    return encodeMessage(obj, OpenedRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OpenedRecord>): OpenedRecord {
    return decodeMessage(buf, OpenedRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<OpenedRecord>): Generator<OpenedRecordOperationFieldEvent | OpenedRecordGenesisFieldEvent | OpenedRecordBoothFieldEvent> {
    return streamMessage(buf, OpenedRecord.codec(), opts)
  }
}

export interface BaseRecord {
  head?: Head
}

export namespace BaseRecord {
  let _codec: Codec<BaseRecord>

  export const codec = (): Codec<BaseRecord> => {
    if (_codec == null) {
      _codec = message<BaseRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {}

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface BaseRecordHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface BaseRecordHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export function encode (obj: Partial<BaseRecord>): Uint8Array {
    return encodeMessage(obj, BaseRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BaseRecord>): BaseRecord {
    return decodeMessage(buf, BaseRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<BaseRecord>): Generator<BaseRecordHeadHeightFieldEvent | BaseRecordHeadHashFieldEvent> {
    return streamMessage(buf, BaseRecord.codec(), opts)
  }
}

export interface SnapshotRecord {
  head?: Head
  timeMs: number
  parts: number
  digest: string
  booth: Uint8Array
  seal?: Head
  operations: string[]
  since: number[]
}

export namespace SnapshotRecord {
  let _codec: Codec<SnapshotRecord>

  export const codec = (): Codec<SnapshotRecord> => {
    if (_codec == null) {
      _codec = message<SnapshotRecord>((obj, w, opts = {}) => {
        if (opts.lengthDelimited !== false) {
          w.fork()
        }

        if (obj.head != null) {
          w.uint32(10)
          Head.codec().encode(obj.head, w)
        }

        if ((obj.timeMs != null && obj.timeMs !== 0)) {
          w.uint32(16)
          w.uint64Number(obj.timeMs)
        }

        if ((obj.parts != null && obj.parts !== 0)) {
          w.uint32(24)
          w.uint64Number(obj.parts)
        }

        if ((obj.digest != null && obj.digest !== '')) {
          w.uint32(34)
          w.string(obj.digest)
        }

        if ((obj.booth != null && obj.booth.byteLength > 0)) {
          w.uint32(42)
          w.bytes(obj.booth)
        }

        if (obj.seal != null) {
          w.uint32(50)
          Head.codec().encode(obj.seal, w)
        }

        if (obj.operations != null && obj.operations.length > 0) {
          for (const value of obj.operations) {
            w.uint32(58)
            w.string(value)
          }
        }

        if (obj.since != null && obj.since.length > 0) {
          for (const value of obj.since) {
            w.uint32(64)
            w.uint64Number(value)
          }
        }

        if (opts.lengthDelimited !== false) {
          w.ldelim()
        }
      }, (reader, length, opts = {}) => {
        const obj: any = {
          timeMs: 0,
          parts: 0,
          digest: '',
          booth: NO_BYTES,
          operations: [],
          since: []
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              obj.head = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.head
              })
              break
            }
            case 2: {
              obj.timeMs = reader.uint64Number()
              break
            }
            case 3: {
              obj.parts = reader.uint64Number()
              break
            }
            case 4: {
              obj.digest = reader.string()
              break
            }
            case 5: {
              obj.booth = reader.bytes()
              break
            }
            case 6: {
              obj.seal = Head.codec().decode(reader, reader.uint32(), {
                limits: opts.limits?.seal
              })
              break
            }
            case 7: {
              if (opts.limits?.operations != null && obj.operations.length === opts.limits.operations) {
                throw new MaxLengthError('Decode error - repeated field "operations" had too many elements')
              }

              obj.operations.push(reader.string())
              break
            }
            case 8: {
              if (opts.limits?.since != null && obj.since.length === opts.limits.since) {
                throw new MaxLengthError('Decode error - repeated field "since" had too many elements')
              }

              obj.since.push(reader.uint64Number())
              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }

        return obj
      }, function * (reader, length, prefix, opts = {}) {
        const obj = {
          operations: 0,
          since: 0
        }

        const end = length == null ? reader.len : reader.pos + length

        while (reader.pos < end) {
          const tag = reader.uint32()

          switch (tag >>> 3) {
            case 1: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.head`, {
                limits: opts.limits?.head
              })

              break
            }
            case 2: {
              yield {
                field: `${prefix}.timeMs`,
                value: reader.uint64Number()
              }
              break
            }
            case 3: {
              yield {
                field: `${prefix}.parts`,
                value: reader.uint64Number()
              }
              break
            }
            case 4: {
              yield {
                field: `${prefix}.digest`,
                value: reader.string()
              }
              break
            }
            case 5: {
              yield {
                field: `${prefix}.booth`,
                value: reader.bytes()
              }
              break
            }
            case 6: {
              yield * Head.codec().stream(reader, reader.uint32(), `${prefix}.seal`, {
                limits: opts.limits?.seal
              })

              break
            }
            case 7: {
              if (opts.limits?.operations != null && obj.operations === opts.limits.operations) {
                throw new MaxLengthError('Streaming decode error - repeated field "operations" had too many elements')
              }

              yield {
                field: `${prefix}.operations[]`,
                index: obj.operations,
                value: reader.string()
              }

              obj.operations++

              break
            }
            case 8: {
              if (opts.limits?.since != null && obj.since === opts.limits.since) {
                throw new MaxLengthError('Streaming decode error - repeated field "since" had too many elements')
              }

              yield {
                field: `${prefix}.since[]`,
                index: obj.since,
                value: reader.uint64Number()
              }

              obj.since++

              break
            }
            default: {
              reader.skipType(tag & 7)
              break
            }
          }
        }
      })
    }

    return _codec
  }

  export interface SnapshotRecordHeadHeightFieldEvent {
    field: '$.head.height'
    value: number
  }

  export interface SnapshotRecordHeadHashFieldEvent {
    field: '$.head.hash'
    value: Uint8Array
  }

  export interface SnapshotRecordTimeMsFieldEvent {
    field: '$.timeMs'
    value: number
  }

  export interface SnapshotRecordPartsFieldEvent {
    field: '$.parts'
    value: number
  }

  export interface SnapshotRecordDigestFieldEvent {
    field: '$.digest'
    value: string
  }

  export interface SnapshotRecordBoothFieldEvent {
    field: '$.booth'
    value: Uint8Array
  }

  export interface SnapshotRecordSealHeightFieldEvent {
    field: '$.seal.height'
    value: number
  }

  export interface SnapshotRecordSealHashFieldEvent {
    field: '$.seal.hash'
    value: Uint8Array
  }

  export interface SnapshotRecordOperationsFieldEvent {
    field: '$.operations[]'
    index: number
    value: string
  }

  export interface SnapshotRecordSinceFieldEvent {
    field: '$.since[]'
    index: number
    value: number
  }

  export function encode (obj: Partial<SnapshotRecord>): Uint8Array {
    return encodeMessage(obj, SnapshotRecord.codec())
  }

  export function decode (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SnapshotRecord>): SnapshotRecord {
    return decodeMessage(buf, SnapshotRecord.codec(), opts)
  }

  export function stream (buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SnapshotRecord>): Generator<SnapshotRecordHeadHeightFieldEvent | SnapshotRecordHeadHashFieldEvent | SnapshotRecordTimeMsFieldEvent | SnapshotRecordPartsFieldEvent | SnapshotRecordDigestFieldEvent | SnapshotRecordBoothFieldEvent | SnapshotRecordSealHeightFieldEvent | SnapshotRecordSealHashFieldEvent | SnapshotRecordOperationsFieldEvent | SnapshotRecordSinceFieldEvent> {
    return streamMessage(buf, SnapshotRecord.codec(), opts)
  }
}
