import { ConfigError } from '../errors.ts'
import { publicHolidays } from '../holidays/public-holidays.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * The public holidays of a pipeline's source; undefined if it names no region.
 *
 * @throws ConfigError if the package is not installed, or does not know the region
 */
export async function holidaysOf({ locate, source }: Pipeline): Promise<Holidays | undefined> {
  const { argument, path = [], word } = source
  const { holidays, zone } = Object(argument) as { readonly holidays?: string; readonly zone?: string }
  if (holidays === undefined) return undefined
  try {
    return await publicHolidays(holidays, zone)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const where = locate([...path, 'holidays'])
    throw new ConfigError(
      error.problems.map(({ message }) => ({ where, message: `${word.name}.holidays: ${message}` })),
    )
  }
}
