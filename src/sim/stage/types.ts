/**
 * What a person sees and does who steps through a protocol, message by message.
 */

export interface StageOptions {
  /** Name of a play; see plays.ts. */
  readonly play: string
  /** 3 to 9. */
  readonly vehicles: number
  /** Size of the booth or group, from the first vehicle on: 1 to `vehicles`. Default: the play's. */
  readonly members?: number | undefined
  /** 0 to 2^31 - 1: delays, draws and keys follow from it. */
  readonly seed: number
}

/** Something that the person does; all else follows from the seed. */
export type Act =
  /** An action of the play, asked of a vehicle. */
  | { readonly type: 'ask'; readonly action: string; readonly vehicle: string }
  | { readonly type: 'crash' | 'restart'; readonly vehicle: string }
  /** One direction of a link. */
  | { readonly type: 'cut' | 'fix'; readonly from: string; readonly to: string }

/** An act, and how many steps had been made when it was done. */
export interface Made {
  readonly step: number
  readonly act: Act
}

/** A message on its way, or at its end. */
export interface Arrow {
  readonly type: 'message'
  readonly step: number
  /** World time in ms. */
  readonly sentMs: number
  readonly atMs: number
  readonly from: string
  readonly to: string
  readonly protocol: string
  /** Type of the message. */
  readonly kind: string
  /** Its fields in a few words. */
  readonly text: string
  readonly isLost: boolean
}

/** Something that a vehicle did by itself, was asked, answered, or that happened to it. */
export interface Note {
  readonly type: 'fact' | 'asked' | 'answered' | 'changed'
  readonly step: number
  readonly atMs: number
  readonly vehicle: string
  readonly kind: string
  readonly text: string
}

export type Happening = Arrow | Note

export interface CarPicture {
  readonly name: string
  readonly state: 'up' | 'down'
  /** What it is at the moment: leader, proposer, backup … */
  readonly roles: readonly string[]
  /** What it knows, as label and value. */
  readonly rows: readonly (readonly [label: string, value: string])[]
}

export interface Picture {
  readonly step: number
  readonly atMs: number
  readonly cars: readonly CarPicture[]
  /** Directions that are cut. */
  readonly cuts: readonly (readonly [from: string, to: string])[]
  /** Sent and not yet there. */
  readonly flying: readonly Pick<Arrow, 'from' | 'to' | 'protocol' | 'kind'>[]
  /** A rule that the program has broken; undefined for none. */
  readonly broken: string | undefined
}

export interface Stage {
  readonly options: StageOptions
  readonly step: number
  readonly made: readonly Made[]
  /** Goes on until the next message that matters has arrived, and tells what happened. */
  next(): readonly Happening[]
  /**
   * Does something now.
   *
   * @throws InvalidInputError when there is no such vehicle or action, or it makes no sense now
   */
  act(act: Act): readonly Happening[]
  picture(): Picture
}
