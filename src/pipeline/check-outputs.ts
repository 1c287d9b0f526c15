import { resolve } from 'node:path'
import { rejectsPath } from '../series/reject.ts'
import { clashes, type FileUse } from '../sinks/file-uses.ts'
import type { SinkWord } from '../sinks/sink.ts'
import { targetOf } from '../sinks/target.ts'
import { isAddress } from '../sources/is-address.ts'
import type { SourceWord } from '../sources/source.ts'
import type { CheckedCall, Fault } from './check-call.ts'

/** What a pipeline reads and writes. */
export interface Files {
  /** Folder that paths are relative to. */
  readonly folder: string
  /** The pipeline file, if there is one, as the user wrote it: relative to the working directory. */
  readonly file?: string | undefined
  /** Puts the values of variables into a path. */
  readonly expand?: ((path: string) => string) | undefined
  /** The folder of the checkpoints, if there are any. */
  readonly checkpoint?: string | undefined
  readonly source: CheckedCall<SourceWord> | undefined
  readonly sinks: readonly (CheckedCall<SinkWord> | undefined)[]
}

interface Use extends FileUse {
  /** The part of the pipeline that says so. */
  readonly at: readonly PropertyKey[]
}

/** The faults of a pipeline whose outputs would replace something: an input, the pipeline file, another output. */
export function outputFaults({ folder, file, expand = (path) => path, checkpoint, source, sinks }: Files): Fault[] {
  const placed = ({ name, ...rest }: Omit<Use, 'path'>): Use[] => {
    const path = expand(name)
    return path === '-' || isAddress(path) ? [] : [{ ...rest, name, path: resolve(folder, path) }]
  }
  const inputs = source?.word.facts(source.argument).files ?? []
  const outputs = sinks.flatMap((sink) => {
    if (!sink?.path) return []
    const { argument, path: at, word } = sink
    return word.writes(argument).flatMap((name) => placed({ what: word.name, kind: 'written', name, at }))
  })
  // Rejects are written beside the first file.
  const first = outputs.find(({ path }) => targetOf(path).kind === 'file')
  const uses = [
    ...(file === undefined
      ? []
      : [{ what: 'the pipeline file', kind: 'read' as const, name: file, path: resolve(file), at: [] }]),
    ...inputs.flatMap((name) => placed({ what: 'the input', kind: 'read', name, at: source?.path ?? [] })),
    ...(checkpoint === undefined
      ? []
      : placed({ what: 'the checkpoint folder', kind: 'folder', name: checkpoint, at: ['checkpoint'] })),
    ...outputs,
    ...(first ? placed({ ...first, name: rejectsPath(first.name), rejects: true }) : []),
  ]
  return clashes(uses).map(({ use, message }) => ({ path: use.at, message }))
}
