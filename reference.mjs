// Writes the API reference, one Markdown file for each entry of the package, from the declarations in dist/: `npm run docs [folder]`.
// API Extractor reads the declarations with the compiler that it brings along. API Documenter is not used: it takes one entry only,
// writes a file for each member, and `lookback` and `Lookback` overwrite each other.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'

const root = fileURLToPath(new URL('.', import.meta.url))
const folder = process.argv[2] ?? join(root, 'reference')
const entries = [
  { name: 'rxcast', file: 'index', about: 'The main entry. It runs in Node and in browsers.' },
  { name: 'rxcast/node', file: 'node', about: 'What needs Node.' },
]
const groups = {
  Function: 'Functions',
  Class: 'Classes',
  Interface: 'Interfaces',
  TypeAlias: 'Types',
  Variable: 'Constants',
}

/** Both entries are read by one run of the compiler. */
let compilerState
const pages = entries.map((entry) => ({
  ...entry,
  members: membersOf(entry.file),
  page: `${entry.name.replace('/', '-')}.md`,
}))
/** Where each exported type is described. */
const links = new Map(
  pages.flatMap(({ members, page }) =>
    members
      .filter(({ kind }) => kind !== 'Function')
      .map((member) => [member.name, `${page}#${anchor(heading(member))}`]),
  ),
)
mkdirSync(folder, { recursive: true })
for (const page of pages) writeFileSync(join(folder, page.page), render(page))
const contents = pages.map(({ about, name, page }) => `- [\`${name}\`](${page}): ${about}`)
writeFileSync(join(folder, 'README.md'), `# API reference\n\n${contents.join('\n')}\n`)

/** The exports of one entry, as API Extractor models them. Whatever it complains of ends the process. */
function membersOf(file) {
  const scratch = mkdtempSync(join(tmpdir(), 'rxcast-reference-'))
  const model = join(scratch, 'model.api.json')
  const declarations = join(root, 'dist', `${file}.d.ts`)
  const compilerOptions = {
    ...{
      target: 'es2022',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      lib: ['es2023', 'dom', 'dom.asynciterable'],
    },
    ...{ types: ['node'], strict: true, skipLibCheck: true },
  }
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
      apiReport: { enabled: false },
      docModel: { enabled: true, apiJsonFilePath: model },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  })
  const additionalEntryPoints = entries.map((entry) => join(root, 'dist', `${entry.file}.d.ts`))
  compilerState ??= CompilerState.create(config, { additionalEntryPoints })
  const { succeeded } = Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      // Among the others is the version of its compiler, every time.
      if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true
    },
  })
  if (!succeeded) process.exit(1)
  const { members } = JSON.parse(readFileSync(model, 'utf8')).members[0]
  rmSync(scratch, { recursive: true })
  return members
}

function render({ about, members, name }) {
  const parts = [`# ${name}`, about]
  for (const [kind, title] of Object.entries(groups)) {
    const group = members.filter((member) => member.kind === kind).sort((a, b) => (a.name < b.name ? -1 : 1))
    if (group.length > 0) parts.push(`# ${title}`, ...group.flatMap(section))
  }
  return `${parts.join('\n\n')}\n`
}

function section(member) {
  const { text, tags } = comment(member)
  const signature = member.excerptTokens
    .map((token) => token.text)
    .join('')
    .replace(/^export (declare )?/, '')
    .trim()
  return [
    `## ${heading(member)}`,
    `\`\`\`ts\n${signature}\n\`\`\``,
    text,
    ...[list(tags), typesOf(member), list((member.members ?? []).map(memberLine))],
    ...tags.filter(({ tag }) => tag === 'example').map((example) => `\`\`\`ts\n${example.text}\n\`\`\``),
  ].filter(Boolean)
}

function list(items) {
  const lines = items.map((item) => (typeof item === 'string' ? item : tagLine(item))).filter(Boolean)
  return lines.map((line) => `- ${line}`).join('\n')
}

function tagLine({ tag, text }) {
  const flat = text.replace(/\s+/g, ' ')
  if (tag === 'param') return flat.replace(/^(\w+)\s*(?:-\s*)?/, '`$1`: ')
  return { returns: `returns ${flat}`, throws: `throws ${flat}` }[tag] ?? ''
}

function memberLine(member) {
  const signature = member.excerptTokens
    .map((token) => token.text)
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/;$/, '')
  const { text, tags } = comment(member)
  const rest = tags.map(tagLine).filter(Boolean)
  return [`\`${signature}\``, text.replace(/\s+/g, ' '), ...rest].filter(Boolean).join('; ').replace('; ', ' — ')
}

/** Links to the exported types that a declaration and its members name. */
function typesOf(member) {
  const tokens = [member, ...(member.members ?? [])].flatMap(({ excerptTokens = [] }) => excerptTokens)
  const names = new Set(tokens.filter(({ kind }) => kind === 'Reference').map(({ text }) => text))
  const known = [...names].filter((name) => name !== member.name && links.has(name))
  return known.length > 0 ? `See ${known.map((name) => `[${name}](${links.get(name)})`).join(', ')}.` : ''
}

/** A docstring without its asterisks: the text, and its tags in order. */
function comment(member) {
  const plain = docstring(member)
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
  const [text, ...tags] = plain.split(/^@(?=[a-z])/m)
  return {
    text: text.trim(),
    tags: tags.map((each) => ({ tag: each.match(/^\w+/)[0], text: each.replace(/^\w+\s*/, '').trimEnd() })),
  }
}

/** As written in the declarations, since API Extractor's copy has lost the indentation of examples. */
function docstring({ docComment = '', fileUrlPath, name }) {
  if (fileUrlPath === undefined) return docComment
  const declarations = readFileSync(join(root, fileUrlPath), 'utf8')
  const kinds = '(?:declare |abstract )*(?:function|class|interface|type|const)'
  const found = declarations.match(new RegExp(`/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/(?=\\s*export ${kinds} ${name}\\b)`))
  return found?.[0] ?? docComment
}

function heading({ kind, name }) {
  return { Function: `${name}()`, TypeAlias: `type ${name}`, Variable: name }[kind] ?? `${kind.toLowerCase()} ${name}`
}

function anchor(text) {
  return text
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}
