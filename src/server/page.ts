import { createHash } from 'node:crypto'
import type { Recording } from './wire.ts'

/** The page's parts, as the build bundles them from dashboards/. */
export interface PageParts {
  readonly script: string
  readonly style: string
}

/** What the page is to show: a run as it goes, finished runs by name, the one recording it carries, or a file that is dropped on it. */
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

/** The page as served: script and style are files beside it. */
export const servedPage = (title: string, mode: PageMode): string =>
  frame(title, mode, '<link rel="stylesheet" href="page.css">', '<script src="page.js"></script>')

/** The page as one file that opens from disk: everything inside, and a policy that lets it load nothing from elsewhere. */
export function selfContainedPage(recording: Recording, { script, style }: PageParts): string {
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`
  // Inside a script element only "<" can end it early.
  const data = JSON.stringify(recording).replaceAll('<', '\\u003c')
  return frame(
    recording.run.title,
    'recording',
    `<meta http-equiv="content-security-policy" content="${policy}">\n<style>${style}</style>`,
    `<script type="application/json" id="recording">${data}</script>\n<script>${script}</script>`,
  )
}

/** The page that needs no server: it forecasts a CSV that is dropped on it, in the worker it carries. `sample` is a CSV to try. */
export function dropPage({ script, style, worker, sample }: PageParts & { worker: string; sample: string }): string {
  // The kernel is WebAssembly: it is compiled in the page, which the policy has to allow; code from text stays forbidden.
  const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`
  return frame(
    'forecast a CSV',
    'drop',
    `<meta http-equiv="content-security-policy" content="${policy}">\n<style>${style}</style>`,
    `<script type="text/plain" id="sample">${sample}</script>\n<script type="text/plain" id="worker">${worker}</script>\n<script>${script}</script>`,
  )
}

/** The recording inside a page made by `selfContainedPage`; undefined where there is none. */
export function recordingIn(html: string): Recording | undefined {
  const open = '<script type="application/json" id="recording">'
  const from = html.indexOf(open)
  if (from < 0) return undefined
  return JSON.parse(html.slice(from + open.length, html.indexOf('</script>', from))) as Recording
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
