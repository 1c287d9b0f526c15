import { EventEmitter, once } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'
import { cheap, days, folderWith, start } from './command.ts'

function fake() {
  const killed: string[] = []
  const kill = (pid: number, signal: string) => void killed.push(`${pid} ${signal}`)
  return Object.assign(new EventEmitter(), { stdout: new EventEmitter(), pid: 7, kill, killed })
}

describe('Interruption', () => {
  it('stops the first time, and aborts the second', () => {
    const process = fake()
    let told = 0
    const interruption = new Interruption(process, () => told++)
    expect([interruption.stop.aborted, interruption.cancel.aborted]).toEqual([false, false])
    process.emit('SIGINT', 'SIGINT')
    expect([interruption.stop.aborted, interruption.cancel.aborted, told]).toEqual([true, false, 1])
    process.emit('SIGTERM', 'SIGTERM')
    expect([interruption.cancel.aborted, told]).toEqual([true, 1])
  })

  it.each(['SIGTERM', 'SIGHUP'])('counts two of %s within half a second as one, but not later ones', (signal) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const process = fake()
    const interruption = new Interruption(process)
    process.emit(signal, signal)
    vi.advanceTimersByTime(499)
    process.emit(signal, signal)
    expect([interruption.stop.aborted, interruption.cancel.aborted]).toEqual([true, false])
    vi.advanceTimersByTime(1)
    process.emit(signal, signal)
    expect(interruption.cancel.aborted).toBe(true)
  })

  it('counts each Ctrl-C', () => {
    const process = fake()
    const interruption = new Interruption(process)
    for (const signal of ['SIGINT', 'SIGINT']) process.emit(signal, signal)
    expect(interruption.cancel.aborted).toBe(true)
  })

  it('treats a terminal that closes as a request to end', () => {
    const process = fake()
    const interruption = new Interruption(process)
    process.emit('SIGHUP', 'SIGHUP')
    expect([interruption.stop.aborted, interruption.cancel.aborted]).toEqual([true, false])
  })

  it.each([
    ['SIGINT', 'Ctrl-C', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGHUP', 'SIGHUP', 129],
  ])('names %s, and has its exit code', (signal, cause, code) => {
    const process = fake()
    const causes: string[] = []
    const interruption = new Interruption(process, (told) => causes.push(told))
    process.emit(signal, signal)
    expect([causes, interruption.cause, interruption.code]).toEqual([[cause], cause, code])
  })

  it('lets a third signal end the process', () => {
    const process = fake()
    new Interruption(process)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGTERM']) process.emit(signal, signal)
    expect(process.killed).toEqual(['7 SIGTERM'])
    expect(process.eventNames()).toEqual([])
  })

  it('can be awaited', async () => {
    const process = fake()
    const interruption = new Interruption(process)
    setImmediate(() => process.emit('SIGTERM', 'SIGTERM'))
    await interruption.wait()
    await interruption.wait()
    expect(interruption.stop.aborted).toBe(true)
  })

  it('aborts quietly if the reader is gone', () => {
    const process = fake()
    let told = 0
    const interruption = new Interruption(process, () => told++)
    process.stdout.emit('error', Object.assign(new Error('disk full'), { code: 'ENOSPC' }))
    expect(interruption.unread).toBe(false)
    process.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect([interruption.unread, interruption.stop.aborted, interruption.cancel.aborted, told]).toEqual([
      true,
      true,
      true,
      0,
    ])
  })

  it('removes its listeners', () => {
    const process = fake()
    new Interruption(process).end()
    expect([...process.eventNames(), ...process.stdout.eventNames()]).toEqual([])
  })

  it('ends at the second signal if nobody reads standard output', async () => {
    const rows = days(Array.from({ length: 5000 }, (_, i) => i % 7))
    const folder = folderWith({ 'rows.csv': rows, 'a.yaml': cheap.replace('csv: out/forecasts.csv', 'stdout') })
    const child = start(['run', 'a.yaml'], folder)
    const ended = once(child, 'close')
    // The first line shows that it writes; the rest fills the pipe.
    await once(child.stdout, 'readable')
    child.kill('SIGTERM')
    await once(child.stderr, 'data')
    child.kill('SIGINT')
    await once(child, 'exit')
    child.stdout.destroy()
    const [code, signal] = await ended
    expect(code ?? signal).toBeOneOf([143, 'SIGINT'])
  })
})
