/**
 * Draws one scene of the map on a canvas.
 *
 * Keeps: what says something is said twice, by colour and by shape, so that it can be told apart without
 * colours.
 */
import { colour } from '../parts/colours.ts'
import { type Camera, hullOf, type Point, type Size, scaleBar, toScreen } from './geo.ts'
import type { Scene, Vehicle } from './scene.ts'
import type { Track } from './tracks.ts'

export interface Palette {
  readonly text: string
  readonly soft: string
  readonly line: string
  readonly strong: string
  readonly accent: string
  readonly tint: string
  readonly paper: string
  readonly alarm: string
}

export function paletteNow(): Palette {
  return {
    text: colour('text'),
    soft: colour('soft'),
    line: colour('line'),
    strong: colour('strong'),
    accent: colour('accent'),
    tint: colour('tint'),
    paper: colour('paper'),
    alarm: colour('alarm')
  }
}

export interface Drawing {
  readonly context: CanvasRenderingContext2D
  readonly size: Size
  readonly camera: Camera
  readonly palette: Palette
}

const FONT = '12px system-ui, sans-serif'
const SPOT_PIXELS = 7
const HULL_PIXELS = 44
/** Vehicles without a place stand in one row along the lower edge. */
const ROW_PIXELS = 30
const COLUMN_PIXELS = 76

/** Returns where each vehicle stands on the screen. */
export function draw(
  drawing: Drawing,
  scene: Scene,
  tracks: ReadonlyMap<string, Track>,
  picked: string | undefined
): ReadonlyMap<string, Point> {
  const { context, size, palette } = drawing
  context.clearRect(0, 0, size.width, size.height)
  context.font = FONT
  const spots = spotsOf(drawing, scene)
  drawGrid(drawing)
  drawHull(drawing, scene, spots)
  for (const track of tracks.values()) {
    const isStrong = track.peer === picked || (picked === undefined && isSelf(scene, track.peer))
    drawTrack(drawing, track, isStrong ? palette.soft : palette.strong)
  }
  drawLinks(drawing, scene, spots)
  drawRowTitle(drawing, scene)
  for (const vehicle of scene.vehicles) {
    const spot = spots.get(vehicle.peer)
    if (spot !== undefined) {
      drawVehicle(drawing, vehicle, spot, vehicle.peer === picked)
    }
  }
  drawScale(drawing)
  return spots
}

const isSelf = ({ vehicles }: Scene, peer: string): boolean =>
  vehicles.some((vehicle) => vehicle.peer === peer && vehicle.isSelf)

function spotsOf({ camera, size }: Drawing, { vehicles }: Scene): Map<string, Point> {
  const spots = new Map<string, Point>()
  for (const { peer, position } of vehicles) {
    if (position !== undefined) {
      spots.set(peer, toScreen(position, camera, size))
    }
  }
  for (const [column, { peer }] of rowOf(vehicles, size).entries()) {
    spots.set(peer, { x: 24 + column * COLUMN_PIXELS, y: size.height - 18 })
  }
  return spots
}

/** Those without a place, as many as fit; who is something to the chain comes first. */
function rowOf(vehicles: readonly Vehicle[], size: Size): readonly Vehicle[] {
  return vehicles
    .filter(({ position }) => position === undefined)
    .sort((a, b) => Number(a.role === 'none') - Number(b.role === 'none'))
    .slice(0, Math.max(1, Math.floor((size.width - 24) / COLUMN_PIXELS)))
}

/** Lines a round number of metres apart. */
function drawGrid({ context, size, camera, palette }: Drawing): void {
  const { metres } = scaleBar(camera.scale, 160)
  const halfWidth = size.width / 2 / camera.scale
  const halfHeight = size.height / 2 / camera.scale
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.beginPath()
  for (
    let x = Math.ceil((camera.x - halfWidth) / metres) * metres;
    x < camera.x + halfWidth;
    x += metres
  ) {
    const at = Math.round(toScreen({ x, y: 0 }, camera, size).x) + 0.5
    context.moveTo(at, 0)
    context.lineTo(at, size.height)
  }
  for (
    let y = Math.ceil((camera.y - halfHeight) / metres) * metres;
    y < camera.y + halfHeight;
    y += metres
  ) {
    const at = Math.round(toScreen({ x: 0, y }, camera, size).y) + 0.5
    context.moveTo(0, at)
    context.lineTo(size.width, at)
  }
  context.stroke()
}

/** A soft shape around the members of the booth whose place is known. */
function drawHull(
  { context, palette }: Drawing,
  { vehicles, booth }: Scene,
  spots: ReadonlyMap<string, Point>
): void {
  const placed = vehicles.filter(
    ({ peer, position }) => position !== undefined && booth.includes(peer)
  )
  const corners = hullOf(placed.flatMap(({ peer }) => spots.get(peer) ?? []))
  const [first] = corners
  if (first === undefined) {
    return
  }
  context.lineJoin = 'round'
  context.lineCap = 'round'
  // A wide stroke, and the same a little narrower above it, leave a rim around any number of corners.
  for (const [width, style] of [
    [HULL_PIXELS, palette.accent],
    [HULL_PIXELS - 2, palette.tint]
  ] as const) {
    context.strokeStyle = style
    context.fillStyle = style
    context.lineWidth = width
    context.beginPath()
    context.moveTo(first.x, first.y)
    for (const { x, y } of corners) {
      context.lineTo(x, y)
    }
    context.closePath()
    context.stroke()
    context.fill()
  }
}

function drawTrack({ context, camera, size }: Drawing, { fixes }: Track, style: string): void {
  context.strokeStyle = style
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.beginPath()
  let last: Point | undefined
  for (const fix of fixes) {
    const spot = toScreen(fix, camera, size)
    // Closer points are not seen.
    if (last === undefined) {
      context.moveTo(spot.x, spot.y)
      last = spot
    } else if (Math.abs(spot.x - last.x) + Math.abs(spot.y - last.y) > 1.5) {
      context.lineTo(spot.x, spot.y)
      last = spot
    }
  }
  context.stroke()
}

function drawLinks(
  { context, palette }: Drawing,
  { vehicles, links }: Scene,
  spots: ReadonlyMap<string, Point>
): void {
  const own = vehicles.find((vehicle) => vehicle.isSelf)
  const from = own === undefined ? undefined : spots.get(own.peer)
  if (from === undefined) {
    return
  }
  const placed = new Set(
    vehicles.filter(({ position }) => position !== undefined).map(({ peer }) => peer)
  )
  for (const { peer, isCut } of links) {
    const to = spots.get(peer)
    // Lines to those in the row would tell nothing but that they are connected.
    if (to !== undefined && (isCut || (placed.has(peer) && placed.has(own?.peer ?? '')))) {
      context.strokeStyle = isCut ? palette.alarm : palette.soft
      context.globalAlpha = isCut ? 1 : 0.45
      context.lineWidth = 1
      context.setLineDash(isCut ? [3, 4] : [])
      context.beginPath()
      context.moveTo(from.x, from.y)
      context.lineTo(to.x, to.y)
      context.stroke()
    }
  }
  context.globalAlpha = 1
  context.setLineDash([])
}

function drawVehicle(drawing: Drawing, vehicle: Vehicle, spot: Point, isPicked: boolean): void {
  const { context, palette } = drawing
  const { role, position, isConnected, label } = vehicle
  context.save()
  context.translate(spot.x, spot.y)
  context.globalAlpha = isConnected ? 1 : 0.45
  if (isPicked) {
    context.fillStyle = palette.tint
    context.strokeStyle = palette.accent
    context.lineWidth = 1
    circle(context, SPOT_PIXELS + 9)
    context.fill()
    context.stroke()
  }
  const isFull = role === 'proposer' || role === 'backup'
  context.fillStyle = isFull ? palette.accent : palette.paper
  context.strokeStyle = role === 'none' ? palette.soft : palette.accent
  context.lineWidth = 1.75
  context.setLineDash(role === 'obsolete' ? [3, 2.5] : [])
  body(context, position?.heading)
  context.fill()
  context.stroke()
  context.setLineDash([])
  if (role === 'proposer') {
    circle(context, SPOT_PIXELS + 5)
    context.stroke()
  }
  context.restore()
  const gap = role === 'proposer' ? 10 : 6
  tag(drawing, label, { x: spot.x + SPOT_PIXELS + gap, y: spot.y + 4 }, vehicle.isSelf)
}

/** An arrow that points where it drives, a disc where it stands. */
function body(context: CanvasRenderingContext2D, heading: number | undefined): void {
  if (heading === undefined) {
    circle(context, SPOT_PIXELS - 1)
    return
  }
  const r = SPOT_PIXELS + 1
  context.rotate(heading)
  context.beginPath()
  context.moveTo(0, -r)
  context.lineTo(r * 0.75, r * 0.85)
  context.lineTo(0, r * 0.4)
  context.lineTo(-r * 0.75, r * 0.85)
  context.closePath()
}

function circle(context: CanvasRenderingContext2D, radius: number): void {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
}

function tag({ context, palette }: Drawing, label: string, { x, y }: Point, isBold: boolean): void {
  context.font = isBold ? `600 ${FONT}` : FONT
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeStyle = palette.paper
  context.strokeText(label, x, y)
  context.fillStyle = palette.text
  context.fillText(label, x, y)
}

function drawRowTitle({ context, size, palette }: Drawing, { vehicles }: Scene): void {
  const lost = vehicles.filter(({ position }) => position === undefined).length
  if (lost > 0) {
    const more = lost - rowOf(vehicles, size).length
    context.fillStyle = palette.soft
    context.font = FONT
    const text = `no place recorded${more > 0 ? `, and of ${more} more` : ''}`
    context.fillText(text, 12, size.height - 10 - ROW_PIXELS)
  }
}

function drawScale({ context, size, camera, palette }: Drawing): void {
  const { metres, pixels } = scaleBar(camera.scale, 120)
  const [right, y] = [size.width - 14, 20]
  context.strokeStyle = palette.soft
  context.fillStyle = palette.soft
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(right - pixels, y - 4)
  context.lineTo(right - pixels, y)
  context.lineTo(right, y)
  context.lineTo(right, y - 4)
  context.stroke()
  context.font = FONT
  context.textAlign = 'right'
  context.fillText(
    metres >= 1000 ? `${metres / 1000} km` : `${metres} m`,
    right - pixels - 6,
    y + 1
  )
  context.textAlign = 'left'
}
