import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Interruption } from '../../src/cli/interruption.ts'

const fake = () => Object.assign(new EventEmitter(), { stdout: new EventEmitter() })

describe('Interruption', () => {
  it('stops the first time, and aborts the second', () => {
    const process = fake()
    let told = 0
    const interruption = new Interruption(process, () => told++)
    expect([interruption.stop.aborted, interruption.cancel.aborted]).toEqual([false, false])
    process.emit('SIGINT')
    expect([interruption.stop.aborted, interruption.cancel.aborted, told]).toEqual([true, false, 1])
    process.emit('SIGTERM')
    expect([interruption.cancel.aborted, told]).toEqual([true, 1])
  })

  it('treats a terminal that closes as a request to end', () => {
    const process = fake()
    const interruption = new Interruption(process)
    process.emit('SIGHUP')
    expect([interruption.stop.aborted, interruption.cancel.aborted]).toEqual([true, false])
  })

  it('can be awaited', async () => {
    const process = fake()
    const interruption = new Interruption(process)
    setImmediate(() => process.emit('SIGTERM'))
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
