import type { Drawing } from './chart-spec.ts'

/** One band of a stack. */
export interface StackBand {
  readonly name: string
  readonly colour: string
}

const labelTall = 13

/**
 * Draws bands on top of each other that fill the plot, the first at the bottom. Lines in the colour of the paper
 * separate them, and each has its name if it is thick enough.
 *
 * @param shares of the bands at a time; null if there are none
 */
export function drawStack(
  drawing: Drawing,
  bands: readonly StackBand[],
  times: readonly [number, number],
  shares: (time: number) => readonly number[] | null,
): void {
  const { context, palette, left, top, width, height, ratio } = drawing
  const step = Math.max(1, Math.floor(ratio))
  const columns = Math.ceil(width / step)
  // Upper edges by band, after the bottom of the plot. NaN if there is no value.
  const edges = [-1, ...bands.keys()].map(() => new Float64Array(columns).fill(Number.NaN))
  for (let column = 0; column < columns; column++) {
    const found = shares(times[0] + (((column + 0.5) * step) / width) * (times[1] - times[0]))
    if (!found) continue
    const sum = found.reduce((total, share) => total + share, 0)
    let y = top + height
    edges[0]![column] = y
    found.forEach((share, i) => {
      y -= (share / sum) * height
      edges[i + 1]![column] = y
    })
  }
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  bands.forEach(({ colour }, i) => {
    context.fillStyle = colour
    eachStretch(edges[i]!, (from, to) => {
      context.beginPath()
      for (let c = from; c < to; c++) context.lineTo(left + c * step, edges[i + 1]![c]!)
      context.lineTo(left + to * step, edges[i + 1]![to - 1]!)
      context.lineTo(left + to * step, edges[i]![to - 1]!)
      for (let c = to - 1; c >= from; c--) context.lineTo(left + c * step, edges[i]![c]!)
      context.fill()
    })
  })
  context.strokeStyle = palette.paper
  context.lineWidth = 1.5 * ratio
  for (const edge of edges.slice(1, -1)) {
    eachStretch(edge, (from, to) => {
      context.beginPath()
      for (let c = from; c < to; c++) context.lineTo(left + (c + 0.5) * step, edge[c]!)
      context.stroke()
    })
  }
  context.font = `600 ${11 * ratio}px ${palette.font.replace(/^\S+ /, '')}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  bands.forEach(({ name, colour }, i) => {
    const long = Math.ceil(context.measureText(name).width / step)
    const place = roomFor(edges[i]!, edges[i + 1]!, long, labelTall * ratio)
    if (!place) return
    context.fillStyle = readable(colour, palette.paper, palette.ink)
    context.fillText(name, left + place.column * step, place.y)
  })
  context.restore()
}

/** Calls `act` for each stretch of columns that have a value. */
function eachStretch(edge: Float64Array, act: (from: number, to: number) => void): void {
  for (let from = 0; from < edge.length; from++) {
    if (Number.isNaN(edge[from]!)) continue
    let to = from
    while (to < edge.length && !Number.isNaN(edge[to]!)) to++
    act(from, to)
    from = to
  }
}

/** The first place between two edges that has room for a word; undefined if there is none. */
function roomFor(
  below: Float64Array,
  above: Float64Array,
  long: number,
  tall: number,
): { column: number; y: number } | undefined {
  for (let column = 8; column + long + 8 < below.length; column += 8) {
    let [floor, ceiling] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let c = column; c <= column + long; c += 4) {
      // NaN is kept and has no room.
      floor = Math.min(floor, below[c]!)
      ceiling = Math.max(ceiling, above[c]!)
    }
    if (floor - ceiling > tall) return { column, y: (floor + ceiling) / 2 }
  }
  return undefined
}

/** The one of two colours with the higher contrast to the background, by WCAG's relative luminance. */
export function readable(ground: string, one: string, other: string): string {
  const light = luminance(ground)
  const contrast = (colour: string) => {
    const own = luminance(colour)
    return (Math.max(own, light) + 0.05) / (Math.min(own, light) + 0.05)
  }
  return contrast(one) >= contrast(other) ? one : other
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
