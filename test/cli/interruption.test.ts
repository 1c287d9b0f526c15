import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'

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
})
