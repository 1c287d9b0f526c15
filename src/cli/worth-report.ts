import type { Outcome } from '../run/outcome.ts'
import type { Screen } from './channel.ts'
import { figure, signedPercent } from './figures.ts'
import { table } from './table.ts'

/** Changes below this are not distinguished from none. */
const negligible = 0.002

/**
 * What the columns known ahead were worth for one channel: by group of leads the error without them and with them, and by
 * how much it is less than with all columns but one.
 *
 * @returns no lines if there are no such columns
 */
export function worthReport({ known, worth }: Outcome, channel: number, { paint }: Screen): string[] {
  const lines = worth.filter((line) => line.channel === channel)
  if (lines.length === 0) return []
  const header = ['lead', 'MAE without', 'with', 'all', ...known]
  const body = lines.map(({ from, to, withAll, withNone, without }) => [
    from === to ? String(from) : `${from}–${to}`,
    figure(withNone),
    figure(withAll),
    ...[withNone, ...without].map((error) => signedPercent(gain(error, withAll))),
  ])
  const idle = known.filter((_, k) => lines.every((line) => gain(line.without[k]!, line.withAll) < negligible))
  // Columns that say the same may be worth something together.
  const several = idle.length > 1
  return [
    paint('dim', 'what the columns known ahead were worth: less error than without all or one of them'),
    ...table([header.map((text) => ({ text, paint: (shown: string) => paint('dim', shown) })), ...body]),
    ...(idle.length > 0
      ? [
          paint(
            'dim',
            `${several ? 'each ' : ''}worth nothing so far${several ? ' beside the others' : ''}: ${idle.join(', ')}`,
          ),
        ]
      : []),
  ]
}

const gain = (without: number, withAll: number) => 1 - withAll / without
