/**
 * What the control API answers, as its clients read it.
 */
import type { AnswerAt, LineAt } from './calls.ts'

export type StatusJson = AnswerAt<'GET', '/v1/status'>
export type PeerJson = AnswerAt<'GET', '/v1/peers'>['peers'][number]
export type BoothJson = AnswerAt<'GET', '/v1/booths'>['booths'][number]
export type PlacementJson = AnswerAt<'POST', '/v1/backups/place'>
export type ChainJson = AnswerAt<'GET', '/v1/chains/{chain}'>
export type HeaderJson = AnswerAt<'GET', '/v1/chains/{chain}/blocks'>['blocks'][number]
export type GroupJson = AnswerAt<'GET', '/v1/groups/{group}'>
export type GroupMemberJson = GroupJson['members'][number]
export type GroupOpenedJson = AnswerAt<'POST', '/v1/groups'>
export type AccountJson = AnswerAt<'GET', '/v1/bank/{group}/accounts'>['accounts'][number]
export type EntryJson = AnswerAt<'GET', '/v1/kv/{group}/entry'>
export type RingJson = AnswerAt<'GET', '/v1/ring/{group}'>
export type RingNodeJson = RingJson['nodes'][number]
export type FaultsJson = AnswerAt<'GET', '/v1/faults'>
/** The last line of a read. */
export type ReadEndJson = Extract<LineAt<'GET', '/v1/read'>, { readonly type: 'end' }>
