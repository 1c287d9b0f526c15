import type { Problem } from '../errors.ts'
import { placeIn } from '../sources/place-in.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Problems with the input of a pipeline that can be found without running it: a file that does not exist, a folder, or
 * a column that is not in the file.
 */
export async function inputProblems({ source, folder, locate, expand }: Pipeline): Promise<Problem[]> {
  const { word, argument, path = [] } = source
  const problems = (await word.check?.(argument, placeIn(folder, false, expand))) ?? []
  return problems.map(({ path: within, message }) => ({
    where: locate([...path, ...within]),
    message: `${[word.name, ...within.map(String)].join('.')}: ${message}`,
  }))
}
