import { createHash } from 'node:crypto'
import type { Overview, Spark } from '../recording/overview-wire.ts'
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

/** The overview of a run in a page, with the sparks of as many lines as there is room for. */
export interface PageOverview {
  readonly overview: Overview
  readonly sparks: readonly Spark[]
}

/** The recordings of a page. */
export interface Recordings {
  readonly title: string
  /** Names of the columns that tell the series apart; empty if there is only one series. */
  readonly by: readonly string[]
  /** One for each series that is shown, with its number; the page begins with the first. */
  readonly shown: readonly { readonly name: string; readonly series: number; readonly recording: Recording }[]
  /** The number of series that are not shown. */
  readonly more: number
  /** Undefined if there is only one line. */
  readonly overview?: PageOverview | undefined
}

/** The page as one file that opens from disk, with a policy that allows no external resources. */
export function selfContainedPage(
  { title, by, shown, more, overview }: Recordings,
  { script, style }: PageParts,
): string {
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`
  // Only "<" can end a script element.
  const jsonOf = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c')
  const data = shown.map(({ name, series, recording }, i) => {
    const json = jsonOf(recording)
    const about = by.length > 0 ? ` data-name="${escaped(name)}" data-series="${series}"` : ''
    return `<script type="application/json"${i === 0 ? ' id="recording"' : ''}${about}>${json}</script>`
  })
  if (overview) data.unshift(`<script type="application/json" id="overview">${jsonOf(overview)}</script>`)
  const series = by.length > 0 ? `<meta name="series" content="${escaped(by.join(' · '))}" data-more="${more}">\n` : ''
  return frame(
    title,
    'recording',
    `<meta http-equiv="content-security-policy" content="${policy}">\n${series}<style>${style}</style>`,
    `${data.join('\n')}\n<script>${script}</script>`,
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
    'forecast a file',
    'drop',
    `<meta http-equiv="content-security-policy" content="${policy}">\n<style>${style}</style>`,
    `<script type="text/plain" id="sample">${sample}</script>\n<script type="text/plain" id="worker">${worker}</script>\n<script>${script}</script>`,
  )
}

/** What a page made by `selfContainedPage` has of its run. */
export interface PageContent {
  readonly overview: PageOverview | undefined
  /** By the number of their series. */
  readonly recordings: ReadonlyMap<number, Recording>
}

/** The content of a page made by `selfContainedPage`; it has no recordings if it is another page. */
export function contentOf(html: string): PageContent {
  let overview: PageOverview | undefined
  const recordings = new Map<number, Recording>()
  for (const { 0: open, 1: id, 2: series, index } of html.matchAll(
    /<script type="application\/json"(?: id="(overview|recording)")?(?: data-name="[^"]*" data-series="(\d+)")?>/g,
  )) {
    const data: unknown = JSON.parse(html.slice(index + open.length, html.indexOf('</script>', index)))
    if (id === 'overview') overview = data as PageOverview
    else recordings.set(Number(series ?? 0), data as Recording)
  }
  return { overview, recordings }
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
