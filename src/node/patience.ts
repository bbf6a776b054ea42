/**
 * How long a node tries for a caller: the API of the library, the control API and the commands say the same.
 */

/** In milliseconds: an hour. Whoever asks for longer is refused. */
export const PATIENCE_MS_MAX = 3_600_000
