import { ConfigError, type Problem } from '../errors.ts'
import { inputProblems } from '../pipeline/input-problems.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import { demandKnownBudget } from '../pipeline/memory-budget.ts'
import { columnsBefore, offeredLeads } from '../pipeline/offered-leads.ts'
import { uselessSettings } from '../pipeline/series-settings.ts'
import { statedIn } from '../pipeline/stated-in.ts'
import { demandWorker, uselessForWorker } from '../pipeline/worker-faults.ts'
import type { Terminal } from './terminal.ts'

/**
 * `rxcast check FILE…`: reports every problem of pipeline files without running them.
 *
 * @throws ConfigError with all problems
 */
export async function check(
  files: readonly string[],
  { json, maxMemory }: { readonly json?: boolean; readonly maxMemory?: number },
  terminal: Terminal,
): Promise<void> {
  const problems: Problem[] = []
  const checkOne = async (file: string) => {
    try {
      const pipeline = loadPipeline(file)
      demandKnownBudget(pipeline, maxMemory)
      const { source, steps, added, settings, sinks } = pipeline
      const unreadable = await inputProblems(pipeline)
      const columns = unreadable.length > 0 ? undefined : await columnsBefore(pipeline)
      const offered = columns && offeredLeads(pipeline, statedIn(steps, settings).cadence, columns)
      const found = [...unreadable, ...(offered?.problems ?? [])]
      if (found.length > 0) throw new ConfigError(found)
      if (settings.worker) demandWorker(pipeline)
      const names = [source, ...steps, ...sinks].map(({ word }) => word.name)
      const notes = [
        ...uselessSettings(pipeline),
        ...(offered?.notes ?? []),
        ...(settings.worker ? uselessForWorker(pipeline) : []),
      ]
      return { file, names, added, notes, problems: [] as readonly Problem[] }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(...error.problems)
      return { file, names: [], added: [], notes: [], problems: error.problems }
    }
  }
  const checked: Awaited<ReturnType<typeof checkOne>>[] = []
  for (const file of files) checked.push(await checkOne(file))
  if (json) {
    terminal.out(
      `${JSON.stringify(
        checked.map(({ file, problems }) => ({ file, problems })),
        null,
        2,
      )}\n`,
    )
  } else {
    for (const { file, names, added, notes, problems } of checked) {
      if (problems.length > 0) continue
      const chain = names.map((name) => (added.includes(name) ? terminal.paint('dim', name) : name)).join(' → ')
      terminal.out(`${file}: ${terminal.paint('good', 'good')}  ${chain}\n`)
      for (const note of notes) terminal.err(`${terminal.paint('bold', 'note', 'err')} ${file}: ${note}\n`)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
}
