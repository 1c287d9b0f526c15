import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished, rxcast } from './command.ts'

export const secret = 'hunter2-hunter2'

/** Starts the built command line with variables of the environment. */
export const startWith = (folder: string, env: Record<string, string>, ...args: string[]) =>
  spawn(process.execPath, [rxcast, ...args], { cwd: folder, env: { ...process.env, ...env } })

/** Runs it to its end. */
export const rxcastWith = (...all: Parameters<typeof startWith>) => {
  const child = startWith(...all)
  child.stdin.end()
  return finished(child)
}

/** The files below a folder whose name or content has the secret in it. */
export function leaksIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    const inside = statSync(path).isDirectory()
      ? leaksIn(path)
      : readFileSync(path, 'latin1').includes('hunter2')
        ? [path]
        : []
    return name.includes('hunter2') ? [path, ...inside] : inside
  })
}
