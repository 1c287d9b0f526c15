import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cheap, command, days, finished, folderWith, rxcast, start } from './command.ts'

describe('rxcast', () => {
  it('prints its version and its help, and succeeds', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(await command(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    const help = await command(['--help'])
    expect([help.code, help.stderr]).toEqual([0, ''])
    for (const verb of ['run', 'check', 'init', 'compare', 'dashboard', 'list', 'schema']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${verb} `, 'm'))
    }
    expect(help.stdout).toContain('Exit codes: 0 done; 1 the run failed; 2')
  })

  it('exits with 2 on an invalid command line, and suggests the closest name', async () => {
    for (const [args, said] of [
      [[], /^Usage: rxcast/],
      [['rnu', 'a.yaml'], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
      [['run'], /missing required argument 'pipeline'/],
      [['run', 'a.yaml', '--explan'], /unknown option '--explan'[\s\S]*Did you mean --explain\?/],
      [['run', 'a.yaml', '--speed', 'fast'], /argument 'fast' is invalid\. expected a number above 0/],
      [['run', 'a.yaml', '--dashboard', '99999'], /expected a port from 0 to 65535/],
      [['gone.yaml'], /expected a pipeline file, got no such file/],
    ] as const) {
      const { code, stdout, stderr } = await command(args)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(said)
    }
  })

  it('exits quietly when its reader closes early', async () => {
    const child = start(['schema'])
    const end = finished(child)
    child.stdout.destroy()
    expect(await end).toMatchObject({ code: 0, stderr: '' })
  })

  it('leaves no truncated file when its reader closes early, and reports it', async () => {
    const folder = folderWith({
      'rows.csv': days(Array.from({ length: 20_000 }, (_, i) => i % 7)),
      'a.yaml': `${cheap}  - stdout\n`,
      'b.yaml': cheap.replace('csv: out/forecasts.csv', 'stdout'),
    })
    const left = async (file: string) => {
      const child = start(['run', file], folder)
      const end = finished(child)
      child.stdout.once('data', () => child.stdout.destroy())
      return end
    }
    expect(await left('a.yaml')).toMatchObject({
      code: 1,
      stderr: 'cancelled: standard output was closed; no file was written\n',
    })
    expect(readdirSync(`${folder}/out`)).toEqual([])
    expect(await left('b.yaml')).toMatchObject({ code: 0, stderr: '' })
  })

  it.runIf(existsSync('/dev/full'))('names standard output if it cannot be written, and exits with 1', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 1, 3]), 'a.yaml': cheap })
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [rxcast, 'run', 'a.yaml'], { cwd: folder, stdio: ['ignore', full, 'pipe'] })
    let stderr = ''
    child.stderr!.on('data', (text) => {
      stderr += text
    })
    const code = await new Promise((done) => child.on('close', done))
    closeSync(full)
    expect([code, stderr.split('\n').filter((line) => line.startsWith('failed'))]).toEqual([
      1,
      ['failed standard output: expected to write it, got "ENOSPC: no space left on device, write"'],
    ])
    expect(stderr).not.toContain('    at ')
  })
})
