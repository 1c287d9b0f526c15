import { expect, it } from 'vitest'
import { figuresOf } from './figures.ts'

it('reads the commits and restores of workers from their log', () => {
  const log = [
    '12: took over 8 partitions',
    '12: {"event":"tookOver","at":1,"partition":0,"ms":40,"bytes":100,"records":1}',
    '13: {"event":"tookOver","at":1,"partition":1,"ms":900,"bytes":48000000,"records":1000}',
    '13: {"event":"committed","at":2,"partition":1,"ms":10,"outputs":5,"bytes":150}',
    '13: {"event":"committed","at":3,"partition":1,"ms":30,"outputs":5,"bytes":2000000}',
    '12: {"event":"committed","at":4,"partition":0,"ms":20,"outputs":5,"bytes":1000000}',
    '12: ended with 0',
  ]
  expect(figuresOf(log.join('\n'))).toEqual({
    ...{ commits: 3, commitMs: { median: 20, most: 30 }, stateKb: 1500, changelogMb: 3 },
    ...{ restored: { times: 2, mb: 48, ms: 900 } },
  })
})
