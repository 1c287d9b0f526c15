import { Document, isMap, isScalar, isSeq, visit, type YAMLMap } from 'yaml'
import type { Look } from '../look/look.ts'
import { type PipelineChoices, pipelineOf } from './pipeline-of.ts'

/** Paths as written in the pipeline file, and the name of its outputs. */
export interface OutlinePaths {
  /** The file; undefined if the source has none. */
  readonly path?: string
  readonly name: string
  /** Path of the JSON Schema, for editors. */
  readonly schema: string
}

/** A pipeline file for what a file holds: `pipelineOf` as YAML, with comments. */
export function outline(look: Look, { path, name, schema }: OutlinePaths, choices: PipelineChoices = {}): string {
  const sinks = [{ csv: `out/${name}.csv` }, { report: `out/${name}.html` }]
  const document = new Document(pipelineOf(look, { path, sinks, ...choices }), { aliasDuplicateObjects: false })
  const scored = look.outcome ? { score: 'each probability when its label arrives, beside the base rate' } : {}
  const comments: Readonly<Record<string, string>> = { ...about, ...scored, ...look.checks }
  visit(document, {
    Seq(_, list) {
      if (list.items.every(isScalar)) list.flow = true
    },
    Pair(_, { key, value }) {
      const comment = comments[String(key)]
      if (comment !== undefined && (isScalar(value) || isSeq(value))) value.comment = ` ${comment}`
    },
    Scalar(place, step, path) {
      const comment = comments[String(step.value)]
      const list = path.at(-1)
      if (typeof place === 'number' && isSeq(list) && !list.flow && comment !== undefined) step.comment = ` ${comment}`
    },
  })
  const left = look.left.map(({ column, why }) => ` left out: ${JSON.stringify(column)}, ${why}`)
  const [word] = Object.keys(look.source)
  const source = document.getIn(['source', word])
  if (isMap(source) && left.length > 0) source.comment = left.join('\n')
  const head = [
    `yaml-language-server: $schema=${schema}`,
    'Run it:    rxcast run THIS-FILE          Watch it:  rxcast run THIS-FILE --dashboard',
    'Check it:  rxcast check THIS-FILE        Words:     rxcast list',
  ]
  ;(document.contents as unknown as YAMLMap).commentBefore = head.map((line) => ` ${line}`).join('\n')
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

const about = {
  path: 'relative to this file; .gz is decompressed, - is standard input',
  clock: 'since 1970',
  target: 'what to forecast; a list [a, b] forecasts several',
  covariates: 'known at the same time; they help if they lead the target',
  by: 'tells series apart; each is forecast on its own',
  sort: 'by time; all rows are kept in memory',
  cadence: 'fillGaps would count holidays as missing; without it the next row is the next step',
  inOrder: 'each time once, in rising order; late rows are rejected',
  fillGaps: 'makes all steps equally long; forecasting restarts after a long gap',
  min: 'no value was lower; delete it if one can be',
  max: 'no value was higher; delete it if one can be',
  integer: 'counts are whole numbers; without it forecasts are not rounded',
  score: 'each forecast when its target arrives, beside persistence and seasonal naive',
  csv: 'a row for each origin and lead',
  report: 'a page that opens from disk',
}
