import { spawn } from 'node:child_process'
import { exitCode } from './exit-code.ts'
import type { Interruption } from './interruption.ts'

/**
 * Runs a pipeline with the dashboard in a process of its own, on the same terminal.
 *
 * @param interruption ends the run: at the first signal it stops, at the second it is cancelled
 * @returns its exit code
 */
export function startRun(pipeline: string, interruption: Interruption): Promise<number> {
  // In a group of its own, so that each signal reaches it once, from here.
  const detached = process.platform !== 'win32'
  const command = [process.argv[1]!, 'run', pipeline, '--dashboard']
  const child = spawn(process.execPath, command, { stdio: 'inherit', detached })
  const interrupt = () => detached && child.kill('SIGINT')
  for (const signal of [interruption.stop, interruption.cancel]) signal.addEventListener('abort', interrupt)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? exitCode.failed))
  })
}
