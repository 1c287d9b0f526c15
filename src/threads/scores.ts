import { DetachedScores } from '../scores/detached-scores.ts'
import type { PackReader, PackWriter } from './pack.ts'

export function writeScores(pack: PackWriter, { spec, numbers }: DetachedScores): void {
  pack.name(spec)
  pack.array(numbers)
}

export const readScores = (pack: PackReader): DetachedScores =>
  new DetachedScores(JSON.parse(pack.name()), pack.array())
