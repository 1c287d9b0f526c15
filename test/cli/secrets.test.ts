// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pipeline files name variables so
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { cheap, days, folderWith } from './command.ts'
import { leaksIn, rxcastWith, secret } from './secret-run.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Serves rows only to those who know the key. */
async function service(rows: string): Promise<string> {
  const server = createServer((request, response) => {
    if (!request.url?.includes(secret)) response.statusCode = 403
    response.end(response.statusCode === 403 ? 'who are you?' : rows)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('a secret opens its source, and is shown nowhere: not in results, rejects, reports, checkpoints, logs or errors', async () => {
  const url = await service(days([1, 2, 'x', 4, 5, 6]))
  const pipeline = `${cheap
    .replace(
      '{ path: rows.csv, time: date, target: value }',
      `\n    path: ${url}/rows.csv?key=\${KEY}\n    time: date\n    target: value`,
    )
    .replace(
      '  - csv: out/forecasts.csv',
      '  - csv: out/forecasts.csv\n  - report: out/report.html\n  - ndjson: out/forecasts.ndjson',
    )}checkpoint: state\n`
  const folder = folderWith({ 'a.yaml': pipeline })
  const key = { KEY: secret }
  const runs = [
    await rxcastWith(folder, key, 'check', 'a.yaml'),
    await rxcastWith(folder, key, 'run', 'a.yaml', '--json', '--explain'),
    await rxcastWith(folder, key, 'run', 'a.yaml', '--log', 'json'),
  ]
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(runs[1]!.stdout).toContain(`"${url}/rows.csv?key=\${KEY}"`)
  expect(existsSync(join(folder, 'out/report.html'))).toBe(true)
  const rejects = readFileSync(join(folder, 'out/forecasts.csv.rejects.ndjson'), 'utf8')
  expect(rejects).toContain('?key=${KEY}')

  closing.splice(0).forEach((close) => void close())
  const failed = [
    await rxcastWith(folder, { KEY: `${secret}/../..`, http_proxy: '' }, 'run', 'a.yaml', '--fresh', '--json'),
    await rxcastWith(folder, { KEY: 'wrong-wrong' }, 'run', 'a.yaml', '--fresh', '--log', 'json'),
    await rxcastWith(folder, {}, 'check', 'a.yaml'),
  ]
  expect(failed[2]!.stderr).toContain(
    'a.yaml:3:11 csv.path: expected a value in the environment variable KEY, which is not set',
  )
  const printed = [...runs, ...failed].map(({ stdout, stderr }) => stdout + stderr)
  expect(printed.join('\n')).not.toMatch(/hunter2|wrong-wrong/)
  expect(leaksIn(folder)).toEqual([])
})
