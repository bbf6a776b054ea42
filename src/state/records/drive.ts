/**
 * A made-up drive through a made-up town, one GPS record a second: for demonstrations, tests and
 * measurements where no recorded drive may be shipped. The same seed gives the same drive.
 *
 * Keeps: columns, formats and statistics resemble VGuardDB's recorded drive (see SYSTEMS.md, D):
 * mean speed about 9 m/s, a tenth of the time at a stop, a row missing now and then.
 */
import { assert } from '../../core/errors.ts'
import { createRandom, type Random } from '../../core/random.ts'
import type { GpsRow } from './gps.ts'
import { type GpsRecord, gpsRecord } from './record.ts'

export interface DriveOptions {
  /** Records to make, at least 1. */
  readonly rows?: number
  /** Time of the first record, in ms since the epoch. */
  readonly startMs?: number
  /** Key of every record. */
  readonly key?: string
}

/** The town lies in the South Atlantic, where there is no street. */
const TOWN = { latitude: -34.6118, longitude: -20.1173, elevation: 920, halfMetres: 1900 }
const EARTH_METRES = 6_371_008.8
const DEGREE = Math.PI / 180

const DRIVE_DEFAULTS: Readonly<Required<DriveOptions>> = {
  rows: 1467, // as many as the recorded drive has
  startMs: 1_767_258_000_000,
  key: ''
}

/** Where the car is, in metres east and north of the town's centre. */
interface Car {
  east: number
  north: number
  /** Degrees from north. */
  heading: number
  speed: number
  /** Seconds still to wait at a crossing. */
  waitS: number
  street: Street
}

interface Street {
  remaining: number
  /** Speed that the driver keeps where nothing is in the way, in m/s. */
  cruise: number
  /** Speed at its end: 0 for a red light. */
  endSpeed: number
}

/** What the receiver saw, with its slow errors. */
interface Sight {
  second: number
  east: number
  north: number
  battery: number
  isEarly: boolean
}

const ACCELERATION = 1.7
const BRAKING = 1.9

export function* generateDrive(seed: number, options: DriveOptions = {}): Generator<GpsRecord> {
  const { rows, startMs, key } = { ...DRIVE_DEFAULTS, ...options }
  const random = createRandom(seed)
  const street = nextStreet(random)
  const car: Car = { east: 0, north: 0, heading: 17, speed: 0, waitS: 4, street }
  const sight: Sight = { second: 0, east: 0, north: 0, battery: 87, isEarly: true }
  let before: Place | undefined
  for (let row = 0; row < rows; row++) {
    const elapsed = row === 0 ? 0 : elapsedSeconds(random)
    for (let second = 0; second < elapsed; second++) {
      drive(car, random)
    }
    look(sight, elapsed, random)
    const place = placeOf(car, sight)
    const distance = before === undefined ? 0 : metresBetween(before, place)
    const text = rowOf({ car, sight, place, distance, elapsed, startMs, random })
    const record = gpsRecord(text, key)
    assert('kind' in record, 'the drive makes rows that are records')
    yield record
    before = place
  }
}

interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** One second of driving: along the street, slower towards its end, round the corner. */
function drive(car: Car, random: Random): void {
  if (car.waitS > 0) {
    car.waitS--
    return
  }
  const { remaining, cruise, endSpeed } = car.street
  const allowed = Math.sqrt(endSpeed ** 2 + 2 * BRAKING * Math.max(remaining, 0))
  const wish = Math.min(car.speed + ACCELERATION * (0.4 + random.next()), cruise, allowed)
  car.speed = Math.max(0, wish + (wish > 1 ? random.next() * 0.4 - 0.2 : 0))
  car.east += car.speed * Math.sin(car.heading * DEGREE)
  car.north += car.speed * Math.cos(car.heading * DEGREE)
  car.street.remaining -= car.speed
  if (car.street.remaining < 1 || (endSpeed === 0 && car.speed < 0.8)) {
    cross(car, random)
  }
}

function cross(car: Car, random: Random): void {
  if (car.street.endSpeed === 0) {
    car.speed = 0
    car.waitS = random.integer(3, 20)
  }
  const isOutside = Math.hypot(car.east, car.north) > TOWN.halfMetres
  car.heading = isOutside ? headingHome(car) : (car.heading + pickTurn(random) + 360) % 360
  car.street = nextStreet(random)
}

function pickTurn(random: Random): number {
  return random.pick([0, 0, 0, -90, 90]) + random.integer(-8, 8)
}

function headingHome(car: Car): number {
  const degrees = Math.atan2(-car.east, -car.north) / DEGREE
  return (degrees + 360) % 360
}

function nextStreet(random: Random): Street {
  const isAvenue = random.chance(0.12)
  const endSpeed = random.chance(0.35) ? 0 : random.chance(0.5) ? 4 : 100
  return isAvenue
    ? { remaining: random.integer(900, 1900), cruise: 20 + random.next() * 6, endSpeed }
    : { remaining: random.integer(90, 320), cruise: 6 + random.next() * 4, endSpeed }
}

/** Seconds since the row before: now and then rows are missing. */
function elapsedSeconds(random: Random): number {
  const draw = random.next()
  if (draw > 0.031) {
    return 1
  }
  return draw > 0.003 ? 2 : random.pick([3, 5, 5, 6])
}

/** Moves the receiver's errors on: they wander and do not jump. */
function look(sight: Sight, elapsed: number, random: Random): void {
  sight.second += elapsed
  sight.east = sight.east * 0.97 + (random.next() - 0.5) * 0.5
  sight.north = sight.north * 0.97 + (random.next() - 0.5) * 0.5
  if (sight.battery > 81 && random.chance(0.004)) {
    sight.battery--
  }
  if (random.chance(0.01)) {
    sight.isEarly = !sight.isEarly
  }
}

function placeOf(car: Car, sight: Sight): Place {
  const north = (car.north + sight.north) / EARTH_METRES / DEGREE
  const east = (car.east + sight.east) / EARTH_METRES / DEGREE
  return {
    latitude: TOWN.latitude + north,
    longitude: TOWN.longitude + east / Math.cos(TOWN.latitude * DEGREE)
  }
}

/** Great-circle distance by the haversine formula. */
function metresBetween(a: Place, b: Place): number {
  const north = Math.sin(((b.latitude - a.latitude) * DEGREE) / 2) ** 2
  const east = Math.sin(((b.longitude - a.longitude) * DEGREE) / 2) ** 2
  const chord = north + Math.cos(a.latitude * DEGREE) * Math.cos(b.latitude * DEGREE) * east
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(chord))
}

interface Seen {
  readonly car: Car
  readonly sight: Sight
  readonly place: Place
  readonly distance: number
  readonly elapsed: number
  readonly startMs: number
  readonly random: Random
}

function rowOf({ car, sight, place, distance, elapsed, startMs, random }: Seen): GpsRow {
  const hills = 38 * Math.sin(car.east / 900) + 22 * Math.cos(car.north / 600)
  const bearing = (car.heading + random.next() * 3 + 359) % 360
  const isLost = car.speed === 0 && random.chance(0.06)
  const vdop = 1 + random.integer(2, 7) / 10
  return {
    timestamp: float((startMs + sight.second * 1000 - (sight.isEarly ? 1 : 0)) / 1000),
    latitude: String(place.latitude),
    longitude: String(place.longitude),
    elevation: float(TOWN.elevation + hills + sight.east * 2),
    accuracy: random.chance(0.037) ? '6.0' : '4.0',
    bearing: isLost ? '' : float(round(bearing, 5)),
    speed_meters_per_second: float(round(car.speed, 7)),
    satellites: String(15 + random.pick([-1, 0, 0, 0, 0, 0, 0, 0, 1, 1])),
    provider: 'gps',
    hdop: random.chance(0.1) ? '0.9' : '0.8',
    vdop: float(round(vdop, 1)),
    pdop: float(round(Math.sqrt(vdop ** 2 + 0.8 ** 2), 1)),
    geoidheight: '3.6',
    battery: String(sight.battery),
    distance_meters: float(round(distance, 12)),
    elapsed_time_seconds: float(elapsed)
  }
}

/** A number as the recorder wrote it: with a point, always. */
function float(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
