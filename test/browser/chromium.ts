import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/** A browser that can be started: its binary, and what it needs around it. */
interface Installed {
  readonly executablePath: string
  readonly env: Record<string, string>
}

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const cache = join(modules, '.cache/rxcast')
const unpacked = join(cache, 'chromium-143.0.4')

/**
 * Unpacks the Chromium of @sparticuz/chromium into node_modules/.cache, once: into a folder of its own that takes its name only when
 * it is whole, so two at once do no harm. Does nothing where that package cannot run (it is Linux x64 only).
 */
export function unpackChromium(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64' || existsSync(unpacked)) return
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'unpacking-'))
  try {
    // A process of its own, because the package changes its environment and unpacks into TMPDIR. The runtime's name makes
    // it unpack the shared libraries too: a machine that has never had a browser lacks them.
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "import chromium from '@sparticuz/chromium'; await chromium.executablePath(); process.exit(0)",
      ],
      { cwd: join(modules, '..'), env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' } },
    )
    renameSync(folder, unpacked)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    if (!existsSync(unpacked)) throw error // else another process was faster
  }
}

let found: Installed | undefined | null = null

/** The unpacked Chromium, else CHROME_PATH, chromium or google-chrome; undefined where none of them starts. */
function installed(): Installed | undefined {
  if (found === null) found = candidates().find(starts)
  return found
}

function candidates(): Installed[] {
  unpackChromium()
  const binary = join(unpacked, 'chromium')
  const fonts = { FONTCONFIG_FILE: writeFontConfig() }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(':')
  return [
    ...(process.env.CHROME_PATH ? [{ executablePath: process.env.CHROME_PATH, env: {} }] : []),
    // The machine's own libraries where it has them, else those that came along.
    { executablePath: binary, env: fonts },
    { executablePath: binary, env: { ...fonts, LD_LIBRARY_PATH: join(unpacked, 'al2023/lib') } },
    ...names.flatMap((name) => folders.map((folder) => ({ executablePath: join(folder, name), env: {} }))),
    { executablePath: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', env: {} },
  ].filter(({ executablePath }) => existsSync(executablePath))
}

/** The fonts that came along and no others: with none at all Chromium stops at the first letter, and with the machine's own a page looks different on each. */
function writeFontConfig(): string {
  const path = join(unpacked, 'fonts.conf')
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(unpacked, 'fonts')}</dir>
  <cachedir>${join(unpacked, 'fonts-cache')}</cachedir>
</fontconfig>
`
  // A repository that was moved keeps its cache, not its path.
  if (existsSync(unpacked) && (!existsSync(path) || readFileSync(path, 'utf8') !== text)) writeFileSync(path, text)
  return path
}

const starts = ({ executablePath, env }: Installed) =>
  spawnSync(executablePath, ['--version'], { env: { ...process.env, ...env } }).status === 0

/** Why browser tests cannot run here; undefined when they can. Under CI a missing browser is a failure, not a reason. */
export function whyNoBrowser(): string | undefined {
  if (installed()) return undefined
  const reason = 'no Chromium starts here: install one, or set CHROME_PATH to its binary'
  if (process.env.CI) throw new Error(`browser tests: ${reason}`)
  console.warn(`browser tests skipped: ${reason}`)
  return reason
}

/** Starts Chromium. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = installed()!
  return chromium.launch({
    executablePath,
    env: { ...(process.env as Record<string, string>), ...env },
    args: ['--no-sandbox'],
    headless: true,
  })
}

/** A fresh profile. The locale is set because Intl throws in Chromium under LANG=C, and uPlot with it. */
export function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ locale: 'en-US', timezoneId: 'UTC', ...options })
}
