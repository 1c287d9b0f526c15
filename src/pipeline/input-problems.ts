import { resolve } from 'node:path'
import type { Problem } from '../errors.ts'
import type { Pipeline } from './pipeline.ts'

/** What is wrong with the input of a pipeline, as far as can be seen without running it: no such file, a folder, a column that it does not have. */
export async function inputProblems({ source, folder, locate, settings }: Pipeline): Promise<Problem[]> {
  const { word, argument, path = [] } = source
  const place = { resolve: (file: string) => resolve(folder, file), strict: settings.strict }
  const problems = (await word.check?.(argument, place)) ?? []
  return problems.map(({ path: within, message }) => ({
    where: locate([...path, ...within]),
    message: `${[word.name, ...within.map(String)].join('.')}: ${message}`,
  }))
}
