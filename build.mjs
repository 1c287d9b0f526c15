// Builds dist/: what must be generated, then the library, the command line and the page. npm runs it before `start`,
// `test` and `pack`.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

process.chdir(fileURLToPath(new URL('.', import.meta.url)))
const run = (script, ...args) =>
  execFileSync(process.execPath, [`node_modules/${script}`, ...args], { stdio: 'inherit' })

/** Folders of the packages that are in a bundle. */
const bundled = new Set()

await bundleElementary()
compileKernel()
await writeOptionTypes()
await bundlePage()
// Built aside and renamed, so that a process that uses dist/ meanwhile gets either the old or the new build.
const fresh = `node_modules/.cache/rxcast-dist-${process.pid}`
run('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)
await bundleCommandLine(fresh)
await bundleDropPage(fresh)
writeFileSync(`${fresh}/licences.txt`, [...bundled].sort().map(licence).join('\n\n'))
chmodSync(`${fresh}/cli/rxcast.js`, 0o755)
rmSync('dist', { recursive: true, force: true })
renameSync(fresh, 'dist')

/** exp, log, tanh, sin and cos in JavaScript, ported from FreeBSD's msun by stdlib: the same bits on every engine. */
async function bundleElementary() {
  const names = { exp: 'exp', log: 'ln', tanh: 'tanh', sin: 'sin', cos: 'cos' }
  const { outputFiles } = await build({
    stdin: {
      contents: Object.entries(names)
        // main.js is the JavaScript; the package's index may prefer a native add-on.
        .map(([name, file]) => `export { default as ${name} } from '@stdlib/math-base-special-${file}/lib/main.js'`)
        .join('\n'),
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    plugins: [{ name: 'without-polyfills', setup: withoutPolyfills }],
    legalComments: 'external',
    outdir: 'dist',
    write: false,
  })
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text
  writeIfChanged(
    'src/stats/elementary.generated.ts',
    `// @ts-nocheck\n/*!\n${licences(text('.txt'))}\n*/\n${text('.js')}`,
  )
}

/** Half of stdlib's code is for engines without typed arrays or getters; all that we run on have them. */
function withoutPolyfills({ onResolve, onLoad }) {
  const natives = {
    'array-float64': 'Float64Array',
    'array-uint32': 'Uint32Array',
    'array-uint16': 'Uint16Array',
    'array-uint8': 'Uint8Array',
    'number-ctor': 'Number',
    'utils-define-nonenumerable-read-only-property': '(object, name, value) => { object[name] = value }',
  }
  const filter = new RegExp(`^@stdlib/(${Object.keys(natives).join('|')})$`)
  onResolve({ filter }, ({ path }) => ({ path, namespace: 'native' }))
  onLoad({ filter, namespace: 'native' }, ({ path }) => ({
    contents: `module.exports = ${natives[path.slice('@stdlib/'.length)]}`,
  }))
}

/** Every paragraph of the files' licences once: most are the same in each. */
function licences(legal) {
  const lines = legal.split('\n').map((line) => line.replace(/^@stdlib\/.*:$|^\s*(\/\*\*|\*\/|\*) ?/, '').trimEnd())
  return [
    ...new Set(
      lines
        .join('\n')
        .trim()
        .split(/\n{2,}/),
    ),
  ].join('\n\n')
}

/**
 * The LSTM's kernel, as text within a module: it loads at once and there is no path to resolve, in Node and in
 * browsers.
 */
function compileKernel() {
  const output = 'node_modules/.cache/rxcast/kernel.wasm'
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', output]
  mkdirSync(dirname(output), { recursive: true })
  run('assemblyscript/bin/asc.js', 'src/lstm/kernel/assembly/index.ts', ...options)
  const bytes = readFileSync(output).toString('base64')
  writeIfChanged('src/lstm/kernel/module.generated.ts', `export const bytes: string = '${bytes}'\n`)
}

/**
 * The interfaces of options, from their schemas: `export const fillGapsOptions = …` becomes the interface
 * `FillGapsOptions` of its room's `options.generated.ts`, each option with its description as documentation, so that
 * editors show what `rxcast list` prints.
 */
async function writeOptionTypes() {
  for (const room of ['lstm', 'defaults', 'operators', 'sources', 'sinks', 'connectors', 'look', 'pipeline']) {
    const folder = `src/${room}`
    const stated = readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
      .flatMap((file) =>
        [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^export const (\w+Options) = z\b/gm)].map(
          ([, name]) => `export { ${name} } from './${file}'`,
        ),
      )
    const outfile = `node_modules/.cache/rxcast/${room}-options.mjs`
    await build({
      stdin: { contents: [...stated, "export { toJSONSchema } from 'zod/mini'"].join('\n'), resolveDir: folder },
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outfile,
    })
    const { toJSONSchema, ...schemas } = await import(`./${outfile}?${Date.now()}`)
    const interfaces = Object.entries(schemas).map(([name, schema]) =>
      interfaceOf(name, toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
    )
    writeIfChanged(`${folder}/options.generated.ts`, interfaces.join('\n\n'))
  }
}

function interfaceOf(name, schema) {
  return `/** ${schema.description} */\nexport interface ${name[0].toUpperCase()}${name.slice(1)} ${membersOf(schema)}`
}

function membersOf({ properties, required = [] }) {
  const options = Object.entries(properties).map(([option, schema]) => {
    const type = typeOf(schema)
    const member = required.includes(option) ? `${option}: ${type}` : `${option}?: ${type} | undefined`
    return `  /** ${schema.description} */\n  readonly ${member}\n`
  })
  return `{\n${options.join('')}}`
}

/** The TypeScript type of a JSON Schema; `tsType` says it where JSON Schema has no word for it. */
function typeOf(schema) {
  const { tsType, anyOf, const: only, enum: choices, items, properties, additionalProperties, type } = schema
  if (tsType) return tsType
  if (only !== undefined) return JSON.stringify(only)
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ')
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' | ')
  if (type === 'array') return `readonly ${typeOf(items).replace(/.* \| .*/, '($&)')}[]`
  if (type === 'object' && properties === undefined) return `Readonly<Record<string, ${typeOf(additionalProperties)}>>`
  if (type === 'object') return membersOf(schema)
  return [type]
    .flat()
    .map((one) => (one === 'integer' ? 'number' : one))
    .join(' | ')
}

/** The dashboard's page, from dashboards/: its script and style as two texts, for the server and the report alike. */
async function bundlePage() {
  const { script, style } = await bundleForBrowser('dashboards/main')
  writeIfChanged(
    'src/page/page.generated.ts',
    `export const script: string = ${JSON.stringify(script)}\nexport const style: string = ${JSON.stringify(style)}\n`,
  )
}

/**
 * The command line and its threads, with their packages, in a few files that share their parts: Node takes longer to
 * find and load 600 modules than to run most command lines. The library stays in modules, which bundlers pick from.
 */
async function bundleCommandLine(folder) {
  const { peerDependenciesMeta } = JSON.parse(readFileSync('package.json', 'utf8'))
  rmSync(`${folder}/cli`, { recursive: true })
  const { metafile } = await build({
    entryPoints: ['cli/rxcast', 'threads/in-thread', 'kafka/group-in-thread'].map((entry) => `src/${entry}.ts`),
    outbase: 'src',
    outdir: folder,
    // As deep in dist/ as the modules of src/ are in theirs, since some name files relative to their own.
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Installed only by those who use them, and what is compiled for each system.
    external: [...Object.keys(peerDependenciesMeta), 'fs-native-extensions'],
    // Node gets CommonJS from these, of which nothing can be left out.
    alias: { rxjs: './node_modules/rxjs/dist/esm/index.js', yaml: './node_modules/yaml/browser/dist/index.js' },
    // commander requires modules of Node.
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    metafile: true,
  })
  writeFileSync(`${folder}/cli/rxcast.js`, notice(metafile), { flag: 'a' })
}

/** The page that forecasts a CSV dropped on it: one file, with the library itself in a worker. */
async function bundleDropPage(folder) {
  const { dropPage } = await import(`./${folder}/page/page.js`)
  const { script, style } = await bundleForBrowser('dashboards/drop/main')
  const { script: worker } = await bundleForBrowser('src/worker/in-worker')
  writeFileSync(`${folder}/worker/rxcast-worker.js`, worker)
  const sample = readFileSync('data/seattle-weather.csv', 'utf8')
  writeFileSync(`${folder}/rxcast.html`, dropPage({ script, style, worker, sample }))
}

async function bundleForBrowser(entry) {
  const { metafile, outputFiles } = await build({
    entryPoints: [`${entry}.ts`, `${entry}.css`].filter(existsSync),
    outdir: 'dist',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome120', 'firefox121', 'safari17'],
    plugins: [{ name: 'in-english', setup: inEnglish }],
    alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
    legalComments: 'eof',
    metafile: true,
    write: false,
  })
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text
  return { script: `${notice(metafile)}\n${text('.js')}`, style: text('.css') }
}

/** uPlot formats numbers in the browser's language, and fails if Intl does not know it ("en-US@posix"). */
function inEnglish({ onLoad }) {
  onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replace("domEnv ? nav.language : 'en-US'", "'en-US'"),
  }))
}

/** Whose work is in a bundle, and under which licence; the licences themselves are in dist/licences.txt. */
function notice({ inputs }) {
  const folders = Object.keys(inputs).flatMap((path) => path.match(/^node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? [])
  const lines = [...new Set(folders)].sort().map((folder) => {
    bundled.add(folder)
    const [title, ...text] = licence(folder).split('\n')
    const holder = text.find((line) => /^\s*copyright .*(\d{4}|\(c\)|@)/i.test(line))
    return ` * ${[title, ...(holder ? [holder.trim()] : [])].join(', ')}`
  })
  return ['/*! rxcast, MIT. With:', ...lines, ' */'].join('\n')
}

/** Name and version of a package, and the text of its licence. */
function licence(folder) {
  const { license, name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  return `${name} ${version}, ${license}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}`
}

function writeIfChanged(path, text) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}
