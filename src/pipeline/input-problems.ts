import { ConfigError, type Problem } from '../errors.ts'
import { placeIn } from '../sources/place-in.ts'
import { holidaysOf } from './holidays-of.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Problems with the input of a pipeline that can be found without running it: a file that does not exist, a folder, a
 * column that is not in the file, or a region without known holidays.
 */
export async function inputProblems(pipeline: Pipeline): Promise<Problem[]> {
  const { source, folder, locate, expand } = pipeline
  const { word, argument, path = [] } = source
  const problems = (await word.check?.(argument, placeIn(folder, false, expand))) ?? []
  return [
    ...problems.map(({ path: within, message }) => ({
      where: locate([...path, ...within]),
      message: `${[word.name, ...within.map(String)].join('.')}: ${message}`,
    })),
    ...(await holidayProblems(pipeline)),
  ]
}

async function holidayProblems(pipeline: Pipeline): Promise<readonly Problem[]> {
  try {
    await holidaysOf(pipeline)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems
  }
}
