import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { finished, folderWith, start } from '../cli/command.ts'
import { linesOf, live } from '../cli/live-run.ts'
import { until } from '../until.ts'

/** Whether a text is on the disk, in the journal of a run. */
export function journaled(folder: string, text: string): boolean {
  const state = join(folder, 'state')
  try {
    const names = readdirSync(state).filter((name) => name.startsWith('journal'))
    return names.some((name) => readFileSync(join(state, name), 'utf8').includes(text))
  } catch {
    return false
  }
}

/** A folder with a pipeline of two hours ahead that reads `source` and saves its state every five rows. */
export const liveFolderOf = (source: string) =>
  folderWith({ 'live.yaml': live.replace(/ {2}ndjson: .*/, `  ${source}`) })

/** Starts the run of a folder. `stop` ends it as Ctrl-C does once the forecasts have so many lines. */
export function running(folder: string) {
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  onTestFinished(() => void child.kill('SIGKILL'))
  const kill = async () => {
    child.kill('SIGKILL')
    return end
  }
  const stop = async (lines: number) => {
    await until(() => linesOf(join(folder, 'out/f.csv')) >= lines || child.exitCode !== null, `${lines} lines`)
    child.kill('SIGINT')
    const ended = await end
    // The code of Ctrl-C: it ended in order.
    expect([ended.code, ended.stderr]).toEqual([130, expect.any(String)])
    return ended
  }
  return { end, kill, stop }
}

/** What a run has written, byte by byte. */
export const writtenIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(folder, 'out')).map((name) => [name, readFileSync(join(folder, 'out', name), 'utf8')]),
  )
