import { inputProblem } from '../pipeline/input-problem.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import { ConfigError, type Problem } from '../series/errors.ts'
import type { Terminal } from './terminal.ts'

/** `rxcast check FILE…`: every problem of every pipeline file, without running any. Throws ConfigError with all of them. */
export function check(files: readonly string[], { json }: { readonly json?: boolean }, terminal: Terminal): void {
  const problems: Problem[] = []
  const checked = files.map((file) => {
    try {
      const pipeline = loadPipeline(file)
      const unread = inputProblem(pipeline)
      if (unread) throw new ConfigError([unread])
      const { source, steps, added, sinks } = pipeline
      const names = [source, ...steps, ...sinks].map(({ word }) => word.name)
      return { file, names, added, problems: [] as readonly Problem[] }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(...error.problems)
      return { file, names: [], added: [], problems: error.problems }
    }
  })
  if (json) {
    terminal.out(
      `${JSON.stringify(
        checked.map(({ file, problems }) => ({ file, problems })),
        null,
        2,
      )}\n`,
    )
  } else {
    for (const { file, names, added, problems } of checked) {
      if (problems.length > 0) continue
      const way = names.map((name) => (added.includes(name) ? terminal.paint('dim', name) : name)).join(' → ')
      terminal.out(`${file}: ${terminal.paint('good', 'good')}  ${way}\n`)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
}
