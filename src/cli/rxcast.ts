#!/usr/bin/env node
import { exitCode } from './exit-code.ts'
import { program } from './program.ts'
import { processTerminal } from './terminal.ts'

let unwritten = false
// A reader may close the pipe early, as `head` does: not a failure. A run listens for it too, and ends by itself.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    if (process.stdout.listenerCount('error') === 1) process.exit(0)
    return
  }
  if (!unwritten) process.stderr.write(`failed standard output: expected to write it, got "${error.message}"\n`)
  unwritten = true
  process.exitCode = exitCode.failed
})
// Nothing can be printed to a terminal that has closed.
process.stderr.on('error', () => {})
const code = await program(process.argv.slice(2), processTerminal(process))
process.exitCode = unwritten ? exitCode.failed : code
// A worker has left; what its client still waits for, from a broker that never answers, does not keep the process.
if (process.argv[2] === 'worker') setTimeout(() => process.exit(), 1000).unref()
