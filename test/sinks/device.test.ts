import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Device, Pipe } from '../../src/sinks/device.ts'
import { newFolder } from './place.ts'

function newPipe(): string {
  const path = join(newFolder(), 'pipe')
  execFileSync('mkfifo', [path])
  return path
}

describe('Device', () => {
  it('writes to it, and leaves it what it is', async () => {
    const device = new Device('/dev/null', '/dev/null')
    await device.open()
    await device.begin('a,b\n')
    await device.write('1,2\n')
    await device.close()
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('names the device that is full', async () => {
    const device = new Device('/dev/full', '/dev/full')
    await device.open()
    await expect(device.write('1,2\n')).rejects.toThrow(/^\/dev\/full: expected a file that can be written, got ENOSPC/)
    await device.abort()
  })
})

describe('Pipe', () => {
  it('waits for a reader, who gets everything', async () => {
    const path = newPipe()
    const pipe = new Pipe(path, 'pipe')
    await pipe.open()
    const written = (async () => {
      await pipe.begin('a,b\n')
      for (let i = 0; i < 3000; i++) await pipe.write(`${'x'.repeat(99)}\n`)
      await pipe.close()
    })()
    await delay(100)
    const reader = spawn('cat', [path])
    expect(await text(reader.stdout)).toBe(`a,b\n${`${'x'.repeat(99)}\n`.repeat(3000)}`)
    await written
    expect(statSync(path).isFIFO()).toBe(true)
  })

  it('says that the reader has gone', async () => {
    const path = newPipe()
    const pipe = new Pipe(path, 'pipe')
    const reader = spawn('head', ['-n', '1', path])
    const gone = once(reader, 'exit')
    await pipe.write('1\n')
    await gone
    await expect(
      (async () => {
        for (let i = 0; i < 100; i++) await pipe.write(`${'x'.repeat(10_000)}\n`)
      })(),
    ).rejects.toThrow('pipe: expected a reader of the pipe, got none any more')
    await pipe.abort()
  })

  it('stops to wait when the run is cancelled, and needs no reader without text', async () => {
    const pipe = new Pipe(newPipe(), 'pipe')
    await pipe.open()
    await pipe.close()
    const waiting = expect(pipe.write('1\n')).rejects.toThrow('pipe: expected a reader')
    await pipe.abort()
    await waiting
  })

  it('is not kept waiting by a reader that never reads, once the run is cancelled', async () => {
    const path = newPipe()
    const reader = spawn('sh', ['-c', 'exec 3< "$1"; sleep 60', 'sh', path])
    const pipe = new Pipe(path, 'pipe')
    const writing = expect(
      (async () => {
        for (;;) await pipe.write('x'.repeat(100_000))
      })(),
    ).rejects.toThrow('pipe: expected a reader')
    await delay(200)
    await pipe.abort()
    await writing
    reader.kill()
  })
})
