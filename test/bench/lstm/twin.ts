import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Task } from './tasks.ts'

type Twin = (task: Task, observations: number, burnIn: number) => number

/** Compiles the kernel's twin in C for vectors of so many floats; what is missing where there is no compiler, or no processor for it. */
export function compileTwin(lanes: 4 | 8): Twin | string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-twin-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const program = join(folder, 'twin')
  const source = fileURLToPath(new URL('twin.c', import.meta.url))
  const run = (task: string, numbers: number[]) =>
    Number(execFileSync(program, [task, ...numbers.map(String)], { encoding: 'utf8', stdio: 'pipe' }).split(' ')[0])
  const flag = lanes === 8 ? '-mavx' : '-msse2'
  try {
    execFileSync('cc', ['-O3', flag, `-DLANES=${lanes}`, source, '-o', program, '-lm'], { stdio: 'pipe' })
  } catch {
    return `no C compiler (cc) that knows ${flag}`
  }
  try {
    run('learn', [1, 8, 8, 1, 1, 1, 20, 0])
  } catch {
    return `no processor that runs ${flag}`
  }
  return ({ task, inputs, hidden, window, batch, channels, leads }, observations, burnIn) =>
    run(task, [inputs, hidden, window, batch / channels, channels, leads, observations, burnIn])
}
