/**
 * Places as metres, positions on tracks, hulls and cameras of the map.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createProjection,
  type Fix,
  fitCamera,
  hullOf,
  type Point,
  positionAt,
  scaleBar,
  toScreen
} from '../../../ui/src/map/geo.ts'

const fix = (timeMs: number, x: number, y: number): Fix => ({ timeMs, x, y })

/** Twice the area of a triangle; positive when it turns left. */
const turn = (a: Point, b: Point, c: Point): number =>
  (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

describe('projection', () => {
  test('a minute of latitude is a sea mile, and of longitude as much less as the latitude tells', () => {
    const { project } = createProjection({ latitude: 60, longitude: 10 })
    expect(project({ latitude: 60 + 1 / 60, longitude: 10 }).y).toBeCloseTo(1853.2, 0)
    expect(project({ latitude: 60, longitude: 10 + 1 / 60 }).x).toBeCloseTo(1853.2 / 2, 0)
    expect(project({ latitude: 60, longitude: 10 })).toEqual({ x: 0, y: 0 })
  })

  test('goes the short way over the date line', () => {
    const { project } = createProjection({ latitude: 0, longitude: 179.99 })
    expect(project({ latitude: 0, longitude: -179.99 }).x).toBeCloseTo(0.02 * 111_195, 0)
  })
})

describe('position on a track', () => {
  const track = [fix(0, 0, 0), fix(1000, 10, 0), fix(3000, 10, 20)]

  test('lies between two fixes, with heading from north and speed', () => {
    expect(positionAt(track, 500)).toEqual({ x: 5, y: 0, heading: Math.PI / 2, speed: 10 })
    expect(positionAt(track, 2000)).toEqual({ x: 10, y: 10, heading: 0, speed: 10 })
  })

  test('stands at the ends, looking the way it came', () => {
    expect(positionAt(track, -1)).toMatchObject({ x: 0, y: 0, speed: 0 })
    expect(positionAt(track, 9000)).toEqual({ x: 10, y: 20, heading: 0, speed: 0 })
  })

  test('has no heading where it does not move, and none on an empty track', () => {
    const standing = [fix(0, 1, 1), fix(1000, 1.1, 1)]
    expect(positionAt(standing, 500)?.heading).toBeUndefined()
    expect(positionAt([fix(5, 1, 2)], 5)).toMatchObject({ x: 1, y: 2, heading: undefined })
    expect(positionAt([], 5)).toBeUndefined()
  })
})

describe('hull', () => {
  test('of a square with points in it is the square', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 }
    ]
    const hull = hullOf([...corners, { x: 2, y: 2 }, { x: 2, y: 0 }, { x: 0, y: 0 }])
    expect(hull).toHaveLength(4)
    expect(hull).toEqual(expect.arrayContaining(corners))
  })

  test('of fewer than three points is the points', () => {
    expect(hullOf([])).toEqual([])
    expect(hullOf([{ x: 1, y: 2 }])).toEqual([{ x: 1, y: 2 }])
    expect(
      hullOf([
        { x: 1, y: 2 },
        { x: 1, y: 2 }
      ])
    ).toHaveLength(1)
  })

  test('has all points inside, and turns left at every corner', () => {
    const point = fc.record({
      x: fc.integer({ min: -50, max: 50 }),
      y: fc.integer({ min: -50, max: 50 })
    })
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
        const hull = hullOf(points)
        expect(hull.length).toBeGreaterThan(0)
        for (const [i, corner] of hull.entries()) {
          const next = hull[(i + 1) % hull.length] ?? corner
          for (const one of hull.length > 2 ? points : []) {
            expect(turn(corner, next, one), 'a point lies outside').toBeGreaterThanOrEqual(0)
          }
        }
      })
    )
  })
})

describe('camera', () => {
  const size = { width: 800, height: 600 }

  test('shows all points within its margins', () => {
    const points = [
      { x: -1000, y: 20 },
      { x: 3000, y: -700 }
    ]
    const camera = fitCamera(points, size)
    for (const point of points) {
      const { x, y } = toScreen(point, camera, size)
      expect(x, 'x').toBeGreaterThanOrEqual(63)
      expect(x, 'x').toBeLessThanOrEqual(737)
      expect(y, 'y').toBeGreaterThanOrEqual(63)
      expect(y, 'y').toBeLessThanOrEqual(537)
    }
  })

  test('of one point or none has a sensible scale', () => {
    expect(fitCamera([{ x: 7, y: 7 }], size)).toEqual({ x: 7, y: 7, scale: 4 })
    expect(fitCamera([], size).scale).toBeGreaterThan(0)
  })

  test('its bar is a round number of metres', () => {
    expect(scaleBar(0.2, 120)).toEqual({ metres: 500, pixels: 100 })
    expect(scaleBar(1.3, 120)).toEqual({ metres: 50, pixels: 65 })
  })
})
