import type { Spark } from '../../src/recording/overview-wire.ts'
import type { Palette } from '../frame/palette.ts'

/** Pixels of a step, at least: with less room fewer of the values are drawn. */
const leastStep = 2.5
/** Space above and below the lines, and after the last point, in CSS pixels. */
const margin = 4

interface Place {
  readonly width: number
  readonly height: number
  /** Canvas pixels per CSS pixel. */
  readonly ratio: number
  /** Time of the newest row of all series: an older last row leaves its place empty. */
  readonly newest: number
}

/**
 * Draws the last values of a series and the fan of its forecast, scaled to the canvas; values outside their interval
 * are dots. The range is that of the values and the forecast: an interval that is far wider is cut.
 */
export function fanSpark(context: CanvasRenderingContext2D, spark: Spark, palette: Palette, place: Place): void {
  const { width, height, ratio } = place
  const { times, values, outside, ahead, forecast, lower, upper } = recent(spark, Math.floor(width / leastStep))
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  if (times.length === 0) return
  const x = across(times, ahead, place)
  const y = down({ values, forecast, lower, upper }, height)
  const last = times.length - 1
  const from = values[last] ?? null
  const fan = { x: [x(times[last]!), ...ahead.map(x)], with: (of: readonly (number | null)[]) => [from, ...of] }
  const [low, high, middle] = [fan.with(lower), fan.with(upper), fan.with(forecast)]
  context.fillStyle = palette.narrow
  context.beginPath()
  const known = [...fan.x.keys()].filter((i) => low[i] !== null && high[i] !== null)
  for (const i of known) context.lineTo(fan.x[i]!, y(low[i]!))
  for (const i of known.reverse()) context.lineTo(fan.x[i]!, y(high[i]!))
  context.fill()
  context.lineJoin = 'round'
  context.lineWidth = 1.5
  context.strokeStyle = palette.forecast
  line(context, fan.x, middle, y)
  context.lineWidth = 1.25
  context.strokeStyle = palette.ink
  line(context, times.map(x), values, y)
  context.fillStyle = palette.alarm
  for (const i of outside) if (values[i] != null) dot(context, x(times[i]!), y(values[i]), 2.25)
  context.fillStyle = palette.ink
  if (from !== null) dot(context, x(times[last]!), y(from), 2)
}

/** Times over the width. A series that has stopped ends before the right edge, in the middle at the latest. */
function across(
  times: readonly number[],
  ahead: readonly number[],
  { width, newest }: Place,
): (time: number) => number {
  const begin = times[0]!
  const own = Math.max(times.at(-1)!, ahead.at(-1) ?? 0)
  const end = Math.max(own, Math.min(newest, own + (own - begin)))
  return (time) => margin + ((time - begin) / (end - begin || 1)) * (width - 2 * margin)
}

/** The last values for which there is room beside the forecast. */
function recent(spark: Spark, steps: number): Spark {
  const cut = Math.max(0, Math.min(spark.times.length - 2, spark.times.length + spark.ahead.length - steps))
  const outside = spark.outside.map((at) => at - cut).filter((at) => at >= 0)
  return { ...spark, outside, times: spark.times.slice(cut), values: spark.values.slice(cut) }
}

type Valued = Pick<Spark, 'values' | 'forecast' | 'lower' | 'upper'>

function down({ values, forecast, lower, upper }: Valued, height: number): (value: number) => number {
  const [low, high] = rangeOf([...values, ...forecast])
  const reach = (high - low || Math.abs(high) || 1) / 2
  const [least, most] = rangeOf([...lower, ...upper])
  const bottom = Math.min(low, Math.max(least, low - reach))
  const top = Math.max(high, Math.min(most, high + reach))
  const inner = height - 2 * margin
  if (!(top > bottom)) return () => height / 2
  return (value) => Math.max(0, Math.min(height, margin + (1 - (value - bottom) / (top - bottom)) * inner))
}

function rangeOf(values: readonly (number | null)[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return [low, high]
}

/** A line with gaps at missing values; a value between two gaps is a dot. */
function line(
  context: CanvasRenderingContext2D,
  x: readonly number[],
  values: readonly (number | null)[],
  y: (value: number) => number,
): void {
  context.beginPath()
  values.forEach((value, i) => {
    if (value === null) return
    if ((values[i - 1] ?? null) !== null) context.lineTo(x[i]!, y(value))
    else context.moveTo(x[i]!, y(value))
    if ((values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null) context.lineTo(x[i]! + 1, y(value))
  })
  context.stroke()
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
}
