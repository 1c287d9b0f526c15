import { channelsOf } from '../../src/pipeline/channels-of.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { PipelineTree } from '../../src/pipeline/pipeline-tree.ts'
import { publishedScores } from '../../src/pipeline/published-scores.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { Published, type PublishedOptions } from '../../src/published/published.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import { keyFields } from '../../src/series/key-names.ts'
import type { Scored } from '../../src/series/scored.ts'
import { eventFields } from '../../src/sinks/event-rows.ts'
import { forecastObjects } from '../../src/sinks/forecast-objects.ts'

/** What a run has forecast, the records that its sinks write of that, and its pipeline. */
export async function publishedRun(tree: PipelineTree) {
  const pipeline = definePipeline(tree, { folder: 'pipelines' })
  const { by } = pipeline.source.word.facts(pipeline.source.argument)
  const targets = channelsOf(pipeline)
  const place = { series: targets, by: by ?? [], cadence: pipeline.settings.cadence }
  const [objectsOf, fieldsOf] = [forecastObjects(place), eventFields(place)]
  const made: Scored[] = []
  const records: string[] = []
  await runPipeline(pipeline, {
    onlooker: {
      write(batch) {
        for (const scored of batch) {
          made.push(scored)
          records.push(...objectsOf(scored).map((one) => JSON.stringify(one)))
          for (const event of scored.events ?? [])
            records.push(JSON.stringify({ ...keyFields(by, event.key), ...fieldsOf(event) }))
        }
      },
      note() {},
      progress() {},
      end() {},
      fail() {},
    },
  })
  return { pipeline, targets, by, made, records }
}

/** Reads the records of a run back. */
export async function readBack(
  { pipeline, targets, by }: Pick<Awaited<ReturnType<typeof publishedRun>>, 'pipeline' | 'targets' | 'by'>,
  records: readonly string[],
  change: Partial<PublishedOptions> = {},
) {
  const shown: Scored[] = []
  const happened: SeriesEvent[] = []
  const scores = await publishedScores(pipeline, true)
  const published = new Published(
    { targets, by, events: false, ...scores, ...change },
    {
      write: (batch) => shown.push(...(batch as Scored[])),
      happened: (event) => happened.push(event),
    },
  )
  for (const record of records) published.read([record])
  return { published, shown, happened }
}

/** Daily weather by two targets, with an alert. */
export const weather: PipelineTree = {
  source: {
    csv: { path: '../data/seattle-weather.csv', time: 'date', target: ['temp_max', 'wind'], until: '2013-06-30' },
  },
  cadence: '1d',
  steps: [
    { forecast: { horizon: 3, season: '1w', experts: ['persistence', 'seasonalNaive'], intervals: [0.8] } },
    'score',
    { alert: { above: 24, within: 2, target: 'temp_max' } },
  ],
}

/** The same weather, with missing days, as outcomes: classes, and questions with labels of all kinds. */
export const outcomes: PipelineTree = {
  source: {
    csv: {
      path: '../data/seattle-weather.csv',
      time: 'date',
      target: ['precipitation', 'weather'],
      covariates: ['wind'],
      classes: { weather: ['drizzle', 'fog', 'rain', 'snow', 'sun'] },
      until: '2012-01-31',
    },
  },
  cadence: '1d',
  steps: [
    {
      forecast: {
        leads: [1, 3],
        season: 'none',
        outcome: { dry: 'all precipitation = 0', storm: 'any wind > p80', calm: 'wind < -10%', sun: 'weather = sun' },
      },
    },
    'score',
  ],
}
