import type { ComparisonResult } from '../comparison/comparison-result.ts'
import { comparePipeline } from '../pipeline/compare-pipeline.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import { comparisonReport } from './comparison-report.ts'
import { exitCode } from './exit-code.ts'
import { Interruption } from './interruption.ts'
import { ProgressLine } from './progress.ts'
import type { Terminal } from './terminal.ts'

export interface CompareVerbOptions {
  readonly json?: boolean
  readonly seed?: number
  readonly maxMemory?: number
  /** A CSV file with the forecasts of another system. */
  readonly with?: string
}

/**
 * `rxcast compare PIPELINE`: the forecaster, each of its experts and the naive forecasts, side by side.
 *
 * @returns the exit code
 */
export async function compare(
  file: string,
  { json = false, seed, maxMemory, with: others }: CompareVerbOptions,
  terminal: Terminal,
): Promise<number> {
  const pipeline = loadPipeline(file)
  const line = new ProgressLine(pipeline.name, terminal, performance.now())
  const interruption = new Interruption(process)
  try {
    const result = await comparePipeline(pipeline, {
      seed,
      maxMemory,
      with: others,
      stop: interruption.stop,
      onProgress: (progress) => line.update(progress, performance.now()),
    })
    line.clear()
    if (json) for (const text of comparisonJson(result)) terminal.out(text)
    else terminal.out(comparisonReport(result, terminal))
    if (!interruption.stop.aborted) return exitCode.done
    terminal.err(`stopped by ${interruption.cause}: the table covers the rows read until then\n`)
    return interruption.code
  } finally {
    line.clear()
    interruption.end()
  }
}

/**
 * The result as JSON, in pieces: that of many series is longer than a string can be. Numbers that are not known are
 * null, since JSON has no NaN.
 */
export function* comparisonJson({ keyed, ...result }: ComparisonResult): Generator<string> {
  const text = JSON.stringify(named(result), null, 2)
  if (!keyed) {
    yield `${text}\n`
    return
  }
  yield `${text.slice(0, -2)},\n  "keyed": [`
  for (const [i, one] of keyed.entries())
    yield `${i === 0 ? '' : ','}\n${JSON.stringify(named(one), null, 2).replace(/^/gm, '    ')}`
  yield '\n  ]\n}\n'
}

/** A result under the names of its scores: of probabilities the error is the Brier score. */
const named = (result: ComparisonResult) => ({
  ...result,
  lines: result.lines.map((line) => {
    const { byLead, logLoss, name, overall, overallLogLoss, overallSkill, skill, test } = line
    if (!logLoss) return line
    return {
      name,
      byLead: byLead.map(({ count, mae }, i) => ({ count, brier: mae, logLoss: logLoss[i] })),
      overall: { count: overall.count, brier: overall.mae, logLoss: overallLogLoss },
      skill,
      overallSkill,
      test,
    }
  }),
})
