import { expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'
import { readScores, writeScores } from '../../src/threads/scores.ts'
import { scoredWeather } from '../server/scored-weather.ts'

it('arrive with the same bits', () => {
  const scores = detached(scoredWeather({ rows: 60 }).at(-1)!.scores)
  const writer = new PackWriter()
  for (let i = 0; i < 2; i++) writeScores(writer, scores)
  const reader = new PackReader()
  reader.open(writer.take())
  for (let i = 0; i < 2; i++) expect(readScores(reader)).toEqual(scores)
})
