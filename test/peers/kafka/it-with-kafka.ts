import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import { inject, it } from 'vitest'
import type { Answer, SharedKafka } from './broker-of-run.ts'

/** In CI tests are not skipped, unless the packages could not be installed. */
const isDemanded = process.env.CI !== undefined && process.env.WITHOUT_SERVICES === undefined

let answer: Promise<Answer> | undefined

function ask(): Promise<Answer> {
  return json(connect(inject('kafkaPort'), '127.0.0.1')) as Promise<Answer>
}

/**
 * `it` for a test that needs a Kafka broker, which all test files of a run share: topics and groups need names of their
 * own. Without Java the test is skipped with a loud line, and fails in CI.
 */
export function itWithKafka(name: string, test: (broker: SharedKafka) => Promise<void>, timeout?: number): void {
  it(
    name,
    async (context) => {
      answer ??= ask()
      const broker = await answer
      if (!('missing' in broker)) return test(broker)
      if (isDemanded) throw new Error(broker.missing)
      context.skip(broker.missing)
    },
    timeout,
  )
}
