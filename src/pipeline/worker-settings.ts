import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { spanText } from '../words/span-text.ts'
import { topicName } from '../words/topic-name.ts'

/** The settings of `rxcast worker`. */
export const workerOptions = z
  .strictObject({
    changelog: optional(
      topicName,
      'Topic of the state, compacted, with as many partitions as the input. Default: the group of the source and -state.',
    ),
    deadLetters: optional(
      topicName,
      'Topic of the rows that cannot be used, with the reasons. Default: the group of the source and -rejects.',
    ),
    stateEvery: withDefault(
      z.int().check(z.minimum(1)),
      1,
      'Rows of a partition after which its state is committed. Outputs are committed after each batch; a takeover reads the rows since the last state again, and repeats no output.',
    ),
    batch: withDefault(
      z.int().check(z.minimum(1), z.maximum(100_000)),
      // The commit of a small transaction takes about 10 ms.
      500,
      'Records of a partition that are committed together, at most.',
    ),
    keys: withDefault(
      z.enum(['series', 'other']),
      'series',
      'What the keys of the records say. series: that of a series chooses its partition, and a row in another one is a dead letter; other: something else that keeps the rows of each series in one partition.',
    ),
    session: withDefault(
      spanText,
      '6s',
      'Time after which a worker that is not heard of loses its partitions; from 6s on, unless the brokers allow less.',
    ),
    dir: optional(
      z.string().check(z.minLength(1)),
      'Folder of the files in which states of series wait, relative to the pipeline file; made from the changelog, and gone with the worker. Default: that of the system for temporary files.',
    ),
  })
  .check(z.describe('How `rxcast worker` works on the partitions of a topic.'))

export type WorkerOptions = z.output<typeof workerOptions>
