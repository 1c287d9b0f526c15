import { serveRuns } from '../server/runs.ts'
import { Interruption } from './interruption.ts'
import type { Terminal } from './terminal.ts'

/** `rxcast dashboard [OUT]`: shows finished runs in the browser until Ctrl-C. */
export async function dashboard(
  path: string,
  options: { readonly port?: number; readonly host?: string },
  terminal: Terminal,
): Promise<void> {
  const { url, elsewhere, close } = await serveRuns(path, options)
  for (const address of [url, ...elsewhere]) terminal.out(`${address}\n`)
  terminal.err(terminal.paint('dim', 'Ctrl-C ends it\n', 'err'))
  const interruption = new Interruption(process)
  await interruption.wait()
  interruption.end()
  await close()
}
