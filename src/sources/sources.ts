import { csvSource } from './csv.ts'
import { ndjsonSource } from './ndjson.ts'
import type { SourceWord } from './source.ts'

/** All words under `source`. */
export const sources: readonly SourceWord[] = [csvSource, ndjsonSource]
