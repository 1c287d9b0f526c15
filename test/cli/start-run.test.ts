import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { cheap, days, finished, folderWith, start } from './command.ts'

describe('startRun', () => {
  it('runs a pipeline with the dashboard until a signal ends both', async () => {
    const folder = folderWith({ 'rows.csv': days([1, 2, 3, 4]), 'a.yaml': cheap })
    const args = ['rows.csv', '--ws', '--port', '0', '--run', 'a.yaml']
    const child = start(['simulate', ...args], folder)
    const end = finished(child)
    let printed = ''
    // The run has ended its file, and shows it.
    while (!printed.includes('stays open')) printed += String((await once(child.stderr, 'data'))[0])
    expect(printed).toMatch(/dashboard http:\/\/127\.0\.0\.1:\d+\//)
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0, stderr: expect.stringContaining('0 rows played\n') })
  })
})
