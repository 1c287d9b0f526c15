import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, whyNoBrowser } from '../browser/chromium.ts'
import { bits } from './bits.ts'

const noBrowser = whyNoBrowser()
const folder = mkdtempSync(join(tmpdir(), 'rxcast-bits-'))
const script = join(folder, 'bits.js')
const here = bits()

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('bits.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'run',
    footer: { js: 'if (typeof process !== "undefined") console.log(process.versions.node + " " + run.bits())' },
    outfile: script,
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What Node of another version, fetched by npm into its own cache, prints; or why it could not be had. */
function inNode(version: number): { printed: string } | { reason: string } {
  // A registry out of reach is given up soon.
  const npm = ['exec', '--yes', '--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000']
  const system = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${system}-${process.arch}@${version}`
  const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe', timeout: 50_000 } as const
  const path = () =>
    process.versions.node.startsWith(`${version}.`)
      ? process.execPath
      : execFileSync('npm', [...npm, `--package=${name}`, '--', 'node', '-p', 'process.execPath'], options).trim()
  try {
    return { printed: execFileSync(path(), [script], options) }
  } catch (error) {
    if (!('stderr' in (error as object)) || !/npm/i.test(String((error as { stderr?: string }).stderr))) throw error
    const said = String((error as { stderr?: string }).stderr).split('\n')
    const reason = `npm could not fetch ${name}: ${said.find((line) => /error/i.test(line)) ?? 'no word why'}`
    console.warn(`not tested: the same bits on Node ${version}: ${reason}`)
    return { reason }
  }
}

describe('the network', () => {
  it('runs on both engines here', () => {
    expect(here).toMatch(/^(wasm \d+, ){6}(reference \d+, ){7}shared wasm \d+, shared reference \d+$/)
  })

  it('ends with the same bits in a second run', () => {
    expect(bits()).toBe(here)
  })

  for (const version of [20, 22, 24])
    it(`ends with the same bits on Node ${version}`, (context) => {
      const result = inNode(version)
      if ('reason' in result) {
        context.skip(result.reason)
        return
      }
      const [ran, ...rest] = result.printed.trim().split(' ')
      expect(ran).toMatch(new RegExp(`^${version}\\.`))
      expect(rest.join(' ')).toBe(here)
    })

  it.skipIf(noBrowser)('ends with the same bits in Chromium', async () => {
    const browser = await launchChromium()
    try {
      const page = await browser.newPage()
      await page.addScriptTag({ path: script })
      expect(await page.evaluate('run.bits()')).toBe(here)
    } finally {
      await browser.close()
    }
  })
})
