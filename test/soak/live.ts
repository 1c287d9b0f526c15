// npm run soak:live [-- --minutes 60]
// A live run at 100 rows a second with a checkpoint every 3 s, while pages are opened and closed all the time: nothing leaks, and no row is lost.
import { parseArgs } from 'node:util'
import { watched } from './watched.ts'

const { values: options } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } })
const { moments, refused } = await watched(
  Number(options.minutes) * 60,
  12,
  ({ rows, pages, mb, descriptors, sockets, cpu }) =>
    console.log(
      `${rows.toLocaleString('en')} rows, ${pages} pages: ${mb.toFixed(0)} MB, ${descriptors} descriptors, ${sockets} of them sockets, ${cpu.toFixed(0)} s computed`,
    ),
)
const [, first] = moments
const last = moments.at(-1)!
const grown = last.mb - first!.mb
console.log(`${grown.toFixed(0)} MB more at the end than after the second part; ${refused} pages were refused`)
if (grown > 50 || refused > 0) throw new Error('expected at most 50 MB more and no page refused')
