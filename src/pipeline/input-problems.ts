import type { Problem } from '../errors.ts'
import { placeIn } from '../sources/place-in.ts'
import type { Pipeline } from './pipeline.ts'

/** The problems of a pipeline's input that show without a run: no such file, a folder, a column that the file lacks. */
export async function inputProblems({ source, folder, locate }: Pipeline): Promise<Problem[]> {
  const { word, argument, path = [] } = source
  const problems = (await word.check?.(argument, placeIn(folder))) ?? []
  return problems.map(({ path: within, message }) => ({
    where: locate([...path, ...within]),
    message: `${[word.name, ...within.map(String)].join('.')}: ${message}`,
  }))
}
