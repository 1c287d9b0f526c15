import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskError } from '../stores/disk-error.ts'
import { outboxPrefix } from './outbox.ts'
import { leftIn, messageCount, messagesIn } from './outbox-lines.ts'

/**
 * Looks for messages that wait for sinks which a run does not have: they were removed, or now deliver elsewhere.
 *
 * @param sinks ids of those that it has
 * @param fresh whether to remove them
 * @returns a sentence for each of those sinks
 */
export async function otherOutboxes(folder: string, sinks: readonly string[], fresh: boolean): Promise<string[]> {
  const own = sinks.map(outboxPrefix)
  const said: string[] = []
  try {
    const names = await readdir(folder).catch(() => [])
    const others = names.filter(
      (name) => /^outbox-\w+-\d+$/.test(name) && !own.some((prefix) => name.startsWith(prefix)),
    )
    const numberOf = (name: string) => Number(name.slice(name.lastIndexOf('-') + 1))
    for (const prefix of new Set(others.map((name) => name.slice(0, name.lastIndexOf('-'))))) {
      const files = others.filter((name) => name.startsWith(`${prefix}-`)).sort((a, b) => numberOf(a) - numberOf(b))
      const paths = files.map((name) => join(folder, name))
      const { batches, sink = prefix } = await leftIn(paths)
      const count = messagesIn(batches)
      if (fresh) for (const path of paths) await rm(path, { force: true })
      if (count === 0) continue
      said.push(
        fresh
          ? `${sink} is not among the sinks; ${messageCount(count)} of an earlier run dropped, as --fresh says`
          : `${sink} is not among the sinks, with ${messageCount(count)} to deliver; put it back, or drop them with --fresh`,
      )
    }
  } catch (error) {
    throw diskError(folder, error)
  }
  return said
}
