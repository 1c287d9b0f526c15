import type { Histogram, OverSeries } from '../scores/over-series.ts'
import { figure, percent, signedPercent, whole } from './figures.ts'
import { bars } from './spark.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** With fewer series a distribution says less than the list of them. */
const enough = 10
const named = new Map([
  [0, 'least'],
  [0.5, 'middle'],
  [1, 'most'],
])

/** The mean scores of many series, and how they are distributed, as text. */
export function overReport(over: OverSeries, { paint, unicode }: Pick<Terminal, 'paint' | 'unicode'>): string[] {
  const dim = (text: string) => ({ text, paint: (shown: string) => paint('dim', shown) })
  const { histogram, mean, naive, quantiles, series, short, weighted } = over
  const left =
    short > 0
      ? [
          paint(
            'dim',
            series === 0
              ? 'means over series need one with at least 10 scored times'
              : `means without ${whole(short)} series with fewer than 10 scored times`,
          ),
        ]
      : []
  if (series === 0) return left
  const lines = [
    { name: 'mean', ...mean },
    { name: 'weighted by size', ...weighted },
    ...(series < enough
      ? []
      : quantiles.map(({ share, ...scores }) => ({ name: named.get(share) ?? `${share * 100} %`, ...scores }))),
  ]
  const body = lines.map(({ name, mase, wape, skill }) => [name, figure(mase), percent(wape), signedPercent(skill)])
  const drawing = (name: string, drawn: Histogram, edge: (value: number) => string) =>
    // The first and the last bar are of what is outside.
    `${name} ${edge(drawn.from)} ${bars([drawn.below, ...drawn.counts, drawn.above], unicode)} ${edge(drawn.from + drawn.step * drawn.counts.length)}`
  return [
    ...table([[`over ${whole(series)} series`, 'MASE', 'WAPE', 'skill'].map(dim), ...body]),
    ...(series < enough
      ? []
      : [
          ...(Number.isNaN(mean.mase) ? [] : [drawing('MASE ', histogram.mase, String)]),
          drawing('skill', histogram.skill, (share) => signedPercent(share).replace('.0', '')),
        ]),
    ...left,
    ...(naive === undefined
      ? []
      : [paint('dim', `skill: against the strongest naive forecast, chosen afterwards; of the means, ${naive}`)]),
  ]
}
