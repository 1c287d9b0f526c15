import { describe, expect, it } from 'vitest'
import { cheap, command, days, finished, folderWith, start } from './command.ts'

describe('rxcast dashboard', () => {
  it('serves finished runs until Ctrl-C', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 2, 3]), 'a.yaml': `${cheap}  - report: out/a.html\n` })
    await command(['run', 'a.yaml'], folder)
    const child = start(['dashboard', 'out', '--port', '0'], folder)
    const end = finished(child)
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text).trim())),
    )
    expect(await (await fetch(`${url}runs.json`)).json()).toMatchObject([
      { name: 'a', series: ['value'], observations: 4 },
    ])
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0, stderr: 'Ctrl-C ends it\n' })
  })

  it('reports that there is no run to show', async () => {
    const { code, stderr } = await command(['dashboard', '.'], folderWith({}))
    expect(code).toBe(1)
    expect(stderr).toContain('expected a report or a folder of them, got none')
  })
})
