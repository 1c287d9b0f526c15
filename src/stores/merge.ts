import type { Entry } from './manifest.ts'

/** The most data files that one checkpoint refers to. */
const mostFiles = 8

/**
 * The keys whose bytes a commit copies into its own data file, so that a checkpoint is in a few files: those of files
 * in which no more bytes are still in use than in the files copied so far, the smallest first. A byte is so copied a
 * number of times that grows with the logarithm of the state's size, as in O'Neil and others 1996, "The log-structured
 * merge-tree".
 *
 * @param own name of the commit's own file
 */
export function keysToCopy(entries: ReadonlyMap<string, Entry>, own: string): string[] {
  const keys = new Map<string, string[]>()
  const inUse = new Map<string, number>()
  for (const [key, { file, length }] of entries) {
    if (keys.has(file)) keys.get(file)!.push(key)
    else keys.set(file, [key])
    inUse.set(file, (inUse.get(file) ?? 0) + length)
  }
  let collected = inUse.get(own) ?? 0
  inUse.delete(own)
  const smallestFirst = [...inUse].sort(([, a], [, b]) => a - b)
  const copied: string[] = []
  for (const [i, [file, bytes]] of smallestFirst.entries()) {
    if (bytes > collected && smallestFirst.length - i < mostFiles) break
    collected += bytes
    copied.push(...keys.get(file)!)
  }
  return copied
}
