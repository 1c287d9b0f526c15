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
    '13: {"event":"SIGKILL","at":1000}',
    '12: {"event":"assigned","at":4000,"partitions":[0,1]}',
    '12: {"event":"tookOver","at":4300,"partition":1,"ms":300,"bytes":100,"records":1}',
    '12: {"event":"committed","at":4400,"partition":0,"ms":20,"outputs":5,"bytes":150}',
    '12: {"event":"committed","at":4500,"partition":1,"ms":20,"outputs":5,"bytes":150}',
    '14: {"event":"assigned","at":5000,"partitions":[1]}',
    '14: {"event":"tookOver","at":5100,"partition":1,"ms":100,"bytes":100,"records":1}',
    '12: ended with 0',
  ]
  expect(figuresOf(log.join('\n'))).toEqual({
    ...{ commits: 5, commitMs: { median: 20, most: 30 }, stateKb: 1500, changelogMb: 3 },
    killed: [{ assigned: 3000, restored: 3300, committed: 3500 }],
    ...{ restored: { times: 4, mb: 48, ms: 900 } },
  })
})
