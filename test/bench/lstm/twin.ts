import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Task } from './tasks.ts'

/** Compiles the kernel's twin in C; undefined where there is no compiler, or no processor for it. */
export function compileTwin(): ((task: Task, observations: number, burnIn: number) => number) | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-twin-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const program = join(folder, 'twin')
  try {
    execFileSync('cc', ['-O3', '-msse4.2', fileURLToPath(new URL('twin.c', import.meta.url)), '-o', program, '-lm'])
  } catch {
    return undefined
  }
  return ({ task, inputs, hidden, window, batch, channels, leads }, observations, burnIn) => {
    const sizes = [inputs, hidden, window, batch / channels, channels, leads, observations, burnIn]
    return Number(execFileSync(program, [task, ...sizes.map(String)], { encoding: 'utf8' }).split(' ')[0])
  }
}
