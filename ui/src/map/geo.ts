/**
 * Places on earth as metres on a plane, tracks over time, and hulls around vehicles.
 *
 * Keeps: local equirectangular, true to a tenth of a per cent within a hundred kilometres of its origin.
 */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** Metres east and north of an origin. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Projection {
  readonly origin: Place
  project(place: Place): Point
}

/** Mean radius of the earth, in metres. */
const EARTH_METRES = 6_371_008.8
const RADIAN = Math.PI / 180

export function createProjection(origin: Place): Projection {
  const shrink = Math.cos(origin.latitude * RADIAN)
  return {
    origin,
    project({ latitude, longitude }) {
      // The short way round, where the origin and the place lie on both sides of 180°.
      const east = ((longitude - origin.longitude + 540) % 360) - 180
      return {
        x: east * RADIAN * EARTH_METRES * shrink,
        y: (latitude - origin.latitude) * RADIAN * EARTH_METRES
      }
    }
  }
}

/** Where a vehicle was at a time, in ms since the epoch. */
export interface Fix extends Point {
  readonly timeMs: number
}

export interface Position extends Point {
  /** Radians clockwise from north; undefined while it stands. */
  readonly heading: number | undefined
  /** Metres a second. */
  readonly speed: number
}

/** Below this a vehicle stands; receivers wander by so much. */
const STANDING_METRES = 0.3

/**
 * The place on a track at a time, between its fixes in a straight line; before the first and after the
 * last it stands there. Undefined for an empty track.
 *
 * @param fixes in the order of their times
 */
export function positionAt(fixes: readonly Fix[], timeMs: number): Position | undefined {
  const next = firstBehind(fixes, timeMs)
  const after = fixes[Math.min(next, fixes.length - 1)]
  const before = fixes[Math.max(0, next - 1)]
  if (after === undefined || before === undefined) {
    return undefined
  }
  const spanMs = after.timeMs - before.timeMs
  const share = spanMs <= 0 ? 1 : Math.min(1, Math.max(0, (timeMs - before.timeMs) / spanMs))
  const isBeyond = next === 0 || next === fixes.length
  const [start = before, end = after] = isBeyond && next > 1 ? fixes.slice(-2) : [before, after]
  const [dx, dy] = [end.x - start.x, end.y - start.y]
  const metres = Math.hypot(dx, dy)
  const seconds = (end.timeMs - start.timeMs) / 1000
  return {
    x: before.x + (after.x - before.x) * share,
    y: before.y + (after.y - before.y) * share,
    heading: metres < STANDING_METRES ? undefined : Math.atan2(dx, dy),
    speed: isBeyond || seconds <= 0 ? 0 : metres / seconds
  }
}

/** Index of the first fix later than a time. */
function firstBehind(fixes: readonly Fix[], timeMs: number): number {
  let low = 0
  let high = fixes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((fixes[middle]?.timeMs ?? 0) <= timeMs) {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return low
}

/** The corners of the smallest convex shape around points, counter-clockwise. Source: Andrew, 1979. */
export function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  const distinct = sorted.filter((point, i) => {
    const before = sorted[i - 1]
    return before === undefined || before.x !== point.x || before.y !== point.y
  })
  if (distinct.length < 3) {
    return distinct
  }
  const lower = halfHull(distinct)
  const upper = halfHull(distinct.toReversed())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function halfHull(points: readonly Point[]): Point[] {
  const half: Point[] = []
  for (const point of points) {
    for (
      let last = half.at(-1), before = half.at(-2);
      last !== undefined && before !== undefined;
    ) {
      const turn =
        (last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x)
      if (turn > 0) {
        break
      }
      half.pop()
      last = half.at(-1)
      before = half.at(-2)
    }
    half.push(point)
  }
  return half
}

/** How the plane is shown: a centre in metres, and pixels a metre. */
export interface Camera extends Point {
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Leaves room for names, and for the row of those without a place. */
const MARGIN_PIXELS = 64
/** Closer than this a street is as wide as the map. */
const SCALE_MAX = 4

/** Shows all points, in the middle. */
export function fitCamera(points: readonly Point[], { width, height }: Size): Camera {
  if (points.length === 0) {
    return { x: 0, y: 0, scale: 0.2 }
  }
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [south, north] = [Math.min(...ys), Math.max(...ys)]
  const scale = Math.min(
    (width - 2 * MARGIN_PIXELS) / Math.max(east - west, 1),
    (height - 2 * MARGIN_PIXELS) / Math.max(north - south, 1),
    SCALE_MAX
  )
  return { x: (west + east) / 2, y: (south + north) / 2, scale: Math.max(scale, 1e-6) }
}

export function toScreen({ x, y }: Point, camera: Camera, { width, height }: Size): Point {
  return {
    x: width / 2 + (x - camera.x) * camera.scale,
    y: height / 2 - (y - camera.y) * camera.scale
  }
}

/** The longest of 1, 2, 5, 10, … metres that is at most so many pixels. */
export function scaleBar(scale: number, pixelsMax: number): { metres: number; pixels: number } {
  const metresMax = pixelsMax / scale
  const power = 10 ** Math.floor(Math.log10(metresMax))
  const factor = [5, 2, 1].find((one) => one * power <= metresMax) ?? 1
  return { metres: factor * power, pixels: factor * power * scale }
}
