/**
 * The map itself: a canvas that is drawn again when something moves, dragged and zoomed by pointer, wheel
 * and keys.
 */
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { onScheme } from '../parts/colours.ts'
import { draw, paletteNow } from './draw.ts'
import { type Camera, fitCamera, type Point, type Size } from './geo.ts'
import { nearest, type Scene } from './scene.ts'
import { tracks } from './tracks.ts'

export interface MapCanvasProps {
  /** The scene of this frame. */
  readonly scene: (nowMs: number) => Scene
  readonly picked: string | undefined
  readonly onPick: (peer: string | undefined) => void
  /** Shows all of the tracks again when it changes. */
  readonly fitRound: number
}

const WHEEL = 1.0015
const KEY_PIXELS = 40
const KEY_ZOOM = 1.3
/** A pointer that moved less has clicked. */
const CLICK_PIXELS = 4

export function MapCanvas(props: MapCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef(props)
  latest.current = props
  const fit = useRef<() => void>(() => undefined)
  useEffect(() => {
    const element = canvas.current
    if (element === null) {
      return
    }
    const stage = createStage(element, latest)
    fit.current = stage.fit
    return stage.close
  }, [])
  useEffect(() => fit.current(), [props.fitRound])
  return (
    <canvas
      ref={canvas}
      tabIndex={0}
      role="img"
      aria-label="Map of the vehicles. Arrow keys move it, plus and minus zoom. The vehicles are listed as buttons above."
    />
  )
}

interface Stage {
  fit(): void
  close(): void
}

function createStage(
  element: HTMLCanvasElement,
  latest: { readonly current: MapCanvasProps }
): Stage {
  const context = element.getContext('2d')
  let palette = paletteNow()
  let size: Size = { width: 1, height: 1 }
  let camera: Camera = { x: 0, y: 0, scale: 0.2 }
  /** Until somebody moves the map it shows everything. */
  let isFree = false
  let spots: ReadonlyMap<string, Point> = new Map()
  let frame = 0
  let target: { readonly of: unknown; readonly camera: Camera } = { of: undefined, camera }
  let isFirst = true
  const fit = (): void => {
    isFree = false
  }
  const resize = new ResizeObserver(() => {
    const ratio = devicePixelRatio
    size = { width: element.clientWidth, height: element.clientHeight }
    element.width = size.width * ratio
    element.height = size.height * ratio
    context?.setTransform(ratio, 0, 0, ratio, 0, 0)
    isFirst = true
  })
  resize.observe(element)
  const offScheme = onScheme(() => {
    palette = paletteNow()
  })
  const zoom = (factor: number, at: Point): void => {
    isFree = true
    const [dx, dy] = [
      (at.x - size.width / 2) / camera.scale,
      (size.height / 2 - at.y) / camera.scale
    ]
    const scale = Math.min(20, Math.max(1e-4, camera.scale * factor))
    const kept = 1 - camera.scale / scale
    camera = { x: camera.x + dx * kept, y: camera.y + dy * kept, scale }
  }
  const pan = (dx: number, dy: number): void => {
    isFree = true
    camera = { ...camera, x: camera.x - dx / camera.scale, y: camera.y + dy / camera.scale }
  }
  const offInput = listen(element, {
    zoom,
    pan,
    middle: () => ({ x: size.width / 2, y: size.height / 2 }),
    click: (at) => latest.current.onPick(nearest(spots, at))
  })
  const tick = (nowMs: number): void => {
    frame = requestAnimationFrame(tick)
    if (!isFree && tracks.value.size > 0) {
      if (target.of !== tracks.value || isFirst) {
        target = { of: tracks.value, camera: fitCamera(allFixes(), size) }
      }
      camera = isFirst || isStill.matches ? target.camera : approach(camera, target.camera)
      isFirst = false
    }
    if (context !== null) {
      const scene = latest.current.scene(nowMs)
      spots = draw({ context, size, camera, palette }, scene, tracks.value, latest.current.picked)
    }
  }
  frame = requestAnimationFrame(tick)
  return {
    fit,
    close() {
      cancelAnimationFrame(frame)
      resize.disconnect()
      offScheme()
      offInput()
    }
  }
}

const allFixes = (): readonly Point[] => [...tracks.value.values()].flatMap(({ fixes }) => fixes)

const isStill = matchMedia('(prefers-reduced-motion: reduce)')
/** Part of the way that the map goes in one frame. */
const APPROACH = 0.12

function approach(from: Camera, to: Camera): Camera {
  const between = (a: number, b: number): number => a + (b - a) * APPROACH
  return {
    x: between(from.x, to.x),
    y: between(from.y, to.y),
    scale: between(from.scale, to.scale)
  }
}

interface Moves {
  zoom(factor: number, at: Point): void
  pan(dx: number, dy: number): void
  click(at: Point): void
  middle(): Point
}

/** Pointer, wheel and keys; returns what ends it. */
function listen(element: HTMLCanvasElement, moves: Moves): () => void {
  let held: { readonly x: number; readonly y: number; moved: number } | undefined
  const abort = new AbortController()
  const options = { signal: abort.signal }
  const down = (event: PointerEvent): void => {
    held = { x: event.offsetX, y: event.offsetY, moved: 0 }
    element.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent): void => {
    if (held !== undefined) {
      const [dx, dy] = [event.offsetX - held.x, event.offsetY - held.y]
      const moved = held.moved + Math.abs(dx) + Math.abs(dy)
      held = { x: event.offsetX, y: event.offsetY, moved }
      if (moved >= CLICK_PIXELS) {
        moves.pan(dx, dy)
      }
    }
  }
  const up = (event: PointerEvent): void => {
    if (held !== undefined && held.moved < CLICK_PIXELS) {
      moves.click({ x: event.offsetX, y: event.offsetY })
    }
    held = undefined
  }
  const wheel = (event: WheelEvent): void => {
    event.preventDefault()
    moves.zoom(WHEEL ** -event.deltaY, { x: event.offsetX, y: event.offsetY })
  }
  const key = (event: KeyboardEvent): void => {
    const turn = KEYS[event.key]
    if (turn !== undefined) {
      event.preventDefault()
      turn(moves)
    }
  }
  element.addEventListener('pointerdown', down, options)
  element.addEventListener('pointermove', move, options)
  element.addEventListener('pointerup', up, options)
  element.addEventListener('wheel', wheel, { ...options, passive: false })
  element.addEventListener('keydown', key, options)
  return () => abort.abort()
}

const KEYS: Readonly<Record<string, (moves: Moves) => void>> = {
  ArrowLeft: ({ pan }) => pan(KEY_PIXELS, 0),
  ArrowRight: ({ pan }) => pan(-KEY_PIXELS, 0),
  ArrowUp: ({ pan }) => pan(0, KEY_PIXELS),
  ArrowDown: ({ pan }) => pan(0, -KEY_PIXELS),
  '+': ({ zoom, middle }) => zoom(KEY_ZOOM, middle()),
  '=': ({ zoom, middle }) => zoom(KEY_ZOOM, middle()),
  '-': ({ zoom, middle }) => zoom(1 / KEY_ZOOM, middle())
}
