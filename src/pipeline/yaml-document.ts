import { isCollection, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Problem } from '../errors.ts'
import { maxDepth, yamlExcess } from './yaml-bounds.ts'

/**
 * A YAML text as plain data, with the place of each part. Refuses features that configuration does not need: aliases,
 * tags, several documents, duplicate keys.
 */
export class YamlDocument {
  /** As the user named it. */
  readonly file: string
  readonly problems: readonly Problem[]
  /** The data; undefined if it cannot be read. Of a duplicate key the last is used. */
  readonly value: unknown
  private readonly lines = new LineCounter()
  private readonly root: Node | null

  constructor(file: string, text: string) {
    this.file = file
    const excess = yamlExcess(text)
    if (excess) {
      this.root = null
      const before = text.slice(0, excess.offset).split('\n')
      const where = `${file}:${before.length}:${before.at(-1)!.length + 1}`
      this.problems = [{ where, message: excess.message }]
      return
    }
    const document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      stringKeys: true,
      // Checked below: here each key is compared with all others.
      uniqueKeys: false,
    })
    this.root = document.contents
    const problems = [...document.errors, ...document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')].map(
      ({ pos, code, message }) => ({ where: this.at(pos[0]), message: describe(code, message) }),
    )
    const oddities = this.oddities()
    this.problems = [...problems, ...this.doubled(), ...oddities]
    if (problems.length + oddities.length === 0) this.value = document.toJS({ maxAliasCount: 0 })
  }

  /**
   * `file:line:column` of a part of the data: of its key if `key` is true or the value is empty, else of its value. A
   * part that does not exist has the place of the innermost part around it.
   */
  locate(path: readonly PropertyKey[], key = false): string {
    let node: unknown = this.root
    let offset = this.root?.range?.[0] ?? 0
    for (const [depth, name] of path.entries()) {
      if (isSeq(node)) {
        node = node.items[Number(name)]
        offset = offsetOf(node) ?? offset
        continue
      }
      if (!isMap(node)) break
      const pair = node.items.findLast((item) => isScalar(item.key) && item.key.value === name)
      if (!pair) break
      node = pair.value
      const last = depth === path.length - 1
      const empty = isScalar(node) && node.value === null
      offset = ((last && key) || isCollection(node) || empty ? offsetOf(pair.key) : offsetOf(node)) ?? offset
    }
    return this.at(offset)
  }

  private at(offset: number): string {
    const { line, col } = this.lines.linePos(offset)
    return `${this.file}:${Math.max(1, line)}:${Math.max(1, col)}`
  }

  /** The keys that a map has already. */
  private doubled(): Problem[] {
    const found: Problem[] = []
    const seen = new Map<unknown, Set<unknown>>()
    if (this.root === null) return found
    visit(this.root, {
      Pair: (_, { key }, path) => {
        const names = seen.get(path.at(-1)) ?? new Set()
        seen.set(path.at(-1), names)
        const name = isScalar(key) ? key.value : key
        if (names.has(name))
          found.push({
            where: this.at(offsetOf(key) ?? 0),
            message: 'expected each name once, got it twice; leave one out',
          })
        names.add(name)
      },
    })
    return found
  }

  private oddities(): Problem[] {
    const found: Problem[] = []
    const refuse = (node: Node, message: string) => found.push({ where: this.at(node.range?.[0] ?? 0), message })
    if (this.root === null) return found
    visit(this.root, (_, node, path) => {
      if (path.filter((part) => !isPair(part)).length > maxDepth) {
        refuse(node as Node, `expected at most ${maxDepth} levels, got more; pipelines are flat`)
        return visit.BREAK
      }
      if (isPair(node) || node === null) return undefined
      const part = node as Node & { anchor?: string; source?: string; tag?: string }
      if (part.anchor !== undefined)
        refuse(part, `expected plain values, got the anchor "&${part.anchor}"; replace it by the values`)
      else if (part.source !== undefined && !isScalar(part))
        refuse(part, `expected plain values, got the alias "*${part.source}"; replace it by the values`)
      else if (part.tag !== undefined) refuse(part, `expected plain values, got the tag "${part.tag}"; leave it out`)
      return undefined
    })
    return found
  }
}

const offsetOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0]

/** The parser's message, except for common mistakes. */
function describe(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'expected one document, got several; put each pipeline in a file of its own'
  if (code === 'TAB_AS_INDENT') return 'expected spaces, got a tab; YAML is indented with spaces'
  const [first] = message.split('\n')
  return `expected YAML, got something else: ${first!.replace(/^./, (letter) => letter.toLowerCase())}; check indentation, colons and quotes`
}
