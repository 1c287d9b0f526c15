import { createHash } from 'node:crypto'
import type { Recording } from '../recording/wire.ts'

/** Script and style of the page, as bundled from dashboards/. */
export interface PageParts {
  readonly script: string
  readonly style: string
}

/** The content of the page: a live run, finished runs, the recording in the page, or a file dropped on it. */
export type PageMode = 'live' | 'runs' | 'recording' | 'drop'

const frame = (title: string, mode: PageMode, head: string, body: string) => `<!doctype html>
<html lang="en" data-mode="${mode}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · rxcast</title>
${head}
</head>
<body>
<noscript>This page draws with JavaScript, which is off.</noscript>
${body}
</body>
</html>
`

/** The page as served, with its script and style as separate files. */
export const servedPage = (title: string, mode: PageMode): string =>
  frame(title, mode, '<link rel="stylesheet" href="page.css">', '<script src="page.js"></script>')

/** The page as one file that opens from disk, with a policy that allows no external resources. */
export function selfContainedPage(recording: Recording, { script, style }: PageParts): string {
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`
  // Only "<" can end a script element.
  const data = JSON.stringify(recording).replaceAll('<', '\\u003c')
  return frame(
    recording.run.title,
    'recording',
    `<meta http-equiv="content-security-policy" content="${policy}">\n<style>${style}</style>`,
    `<script type="application/json" id="recording">${data}</script>\n<script>${script}</script>`,
  )
}

/**
 * The page that works without a server: it forecasts a dropped CSV in the worker that it contains. `sample` is a CSV to
 * try.
 */
export function dropPage({ script, style, worker, sample }: PageParts & { worker: string; sample: string }): string {
  // The policy must allow WebAssembly for the kernel; evaluating JavaScript stays forbidden.
  const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`
  return frame(
    'forecast a CSV',
    'drop',
    `<meta http-equiv="content-security-policy" content="${policy}">\n<style>${style}</style>`,
    `<script type="text/plain" id="sample">${sample}</script>\n<script type="text/plain" id="worker">${worker}</script>\n<script>${script}</script>`,
  )
}

/** The recording in a page made by `selfContainedPage`; undefined if there is none. */
export function recordingIn(html: string): Recording | undefined {
  const open = '<script type="application/json" id="recording">'
  const from = html.indexOf(open)
  if (from < 0) return undefined
  return JSON.parse(html.slice(from + open.length, html.indexOf('</script>', from))) as Recording
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
