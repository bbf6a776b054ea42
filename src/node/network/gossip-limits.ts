/**
 * The settings of gossipsub for a fleet: some ten to a hundred vehicles that nearly all see each other.
 */
import type { GossipsubOpts } from '@libp2p/gossipsub'
import { NO_BYTES } from '../../core/bytes.ts'

type FastMsgId = NonNullable<GossipsubOpts['fastMsgIdFn']>

/** One message and its envelope; gossipsub drops longer ones without a word. */
const RPC_BYTES_MAX = 256 * 1024

/** gossipsub aborts its stream beyond this; the gate opens a new one. */
const OUTBOUND_BYTES_MAX = 4 * 1024 * 1024

const GOSSIPSUB_OPTIONS: Partial<GossipsubOpts> = {
  globalSignaturePolicy: 'StrictSign',
  // The first vehicle of a LAN publishes to nobody, and that is no error.
  allowPublishToZeroTopicPeers: true,
  // Own messages go to everybody at once: the mesh needs a heartbeat to form.
  floodPublish: true,
  fallbackToFloodsub: false,
  emitSelf: false,
  doPX: false,
  // Connections are not pruned by the mesh of the only topic.
  tagMeshPeers: false,
  maxInboundStreams: 4,
  maxOutboundStreams: 4,
  maxInboundDataLength: RPC_BYTES_MAX,
  maxOutboundBufferSize: OUTBOUND_BYTES_MAX,
  maxTopicBytesPerPeer: 64 * 1024,
  decodeRpcLimits: {
    maxSubscriptions: 64,
    maxMessages: 512,
    maxIhaveMessageIDs: 5000,
    maxIwantMessageIDs: 5000,
    maxIdontwantMessageIDs: 512,
    maxControlMessages: 512,
    maxPeerInfos: 16
  },
  // A vehicle that stalls for a second is slow, not hostile: only invalid messages are punished.
  scoreThresholds: {
    gossipThreshold: -10,
    publishThreshold: -50,
    graylistThreshold: -80,
    acceptPXThreshold: 10,
    opportunisticGraftThreshold: 20
  }
}

/** Every setting of gossipsub, for the only topic that there is. */
export function gossipsubOptions(topic: string): Partial<GossipsubOpts> {
  return {
    ...GOSSIPSUB_OPTIONS,
    // What is said on another topic meets no validator, so it is not even kept.
    allowedTopics: [topic],
    fastMsgIdFn,
    scoreParams: topicScores(topic)
  }
}

/**
 * By what a message that was verified before is known again without verifying it. A signature is of
 * one message; whatever else carries it is taken for that one, and ignored.
 */
export const fastMsgIdFn: FastMsgId = ({ signature }) =>
  Buffer.from(signature ?? NO_BYTES).toString('latin1')

/** Scores that fall by invalid messages alone; many vehicles behind one address are normal. */
function topicScores(topic: string): NonNullable<GossipsubOpts['scoreParams']> {
  return {
    IPColocationFactorWeight: 0,
    behaviourPenaltyWeight: 0,
    topics: {
      [topic]: {
        topicWeight: 1,
        timeInMeshWeight: 0,
        timeInMeshQuantum: 1000,
        timeInMeshCap: 1,
        firstMessageDeliveriesWeight: 0,
        firstMessageDeliveriesDecay: 0.5,
        firstMessageDeliveriesCap: 1,
        meshMessageDeliveriesWeight: 0,
        meshMessageDeliveriesDecay: 0.5,
        meshMessageDeliveriesCap: 1,
        meshMessageDeliveriesThreshold: 1,
        meshMessageDeliveriesWindow: 10,
        meshMessageDeliveriesActivation: 5000,
        meshFailurePenaltyWeight: 0,
        meshFailurePenaltyDecay: 0.5,
        invalidMessageDeliveriesWeight: -1,
        invalidMessageDeliveriesDecay: 0.9
      }
    }
  }
}
