import { ConfigError, type Problem } from '../errors.ts'
import { publicHolidays } from '../holidays/public-holidays.ts'
import { placeIn } from '../sources/place-in.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Problems with the input of a pipeline that can be found without running it: a file that does not exist, a folder, a
 * column that is not in the file, or a region without known holidays.
 */
export async function inputProblems({ source, folder, locate, expand }: Pipeline): Promise<Problem[]> {
  const { word, argument, path = [] } = source
  const problems = (await word.check?.(argument, placeIn(folder, false, expand))) ?? []
  return [...problems, ...(await holidayProblems(argument))].map(({ path: within, message }) => ({
    where: locate([...path, ...within]),
    message: `${[word.name, ...within.map(String)].join('.')}: ${message}`,
  }))
}

async function holidayProblems(argument: unknown) {
  const { holidays } = Object(argument) as { readonly holidays?: string }
  if (holidays === undefined) return []
  try {
    await publicHolidays(holidays)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ message }) => ({ path: ['holidays'], message }))
  }
}
