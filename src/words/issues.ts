import type { z } from 'zod/mini'
import { nearest } from './nearest.ts'

/** One problem of an argument. */
export interface ArgumentProblem {
  readonly path: readonly PropertyKey[]
  /** The unknown option at `path`, if that is the problem. */
  readonly unknown?: string
  /** `expected …, got X; what to do`. */
  readonly message: string
}

type Issue = z.core.$ZodIssue
type KeysAt = (path: readonly PropertyKey[]) => readonly string[]

/**
 * Turns zod's issues into messages: what was expected, what was found as the user wrote it, and what to do.
 *
 * @param input the argument that was parsed
 * @param keysAt the names of the options at a path, to suggest one for a misspelt name
 */
export function describeIssues(issues: readonly Issue[], input: unknown, keysAt: KeysAt = () => []): ArgumentProblem[] {
  return issues.flatMap((issue) => describe(issue, input, keysAt))
}

function describe(issue: Issue, input: unknown, keysAt: KeysAt): ArgumentProblem[] {
  if (issue.code === 'invalid_union') {
    // A union with words of its own says them.
    if (issue.message !== 'Invalid input')
      return [{ path: issue.path, message: `expected ${issue.message}, got ${shown(at(input, issue.path))}` }]
    // The alternative that matched most of the input is the one that was meant.
    const meant =
      issue.errors.find((errors) => errors.some(({ path }) => path.length > 0)) ??
      issue.errors.find((errors) => errors.some(({ code }) => inside(code)))
    if (meant) {
      return describeIssues(
        meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })),
        input,
        keysAt,
      )
    }
    const wanted = [...new Set(issue.errors.flatMap((errors) => errors.slice(0, 1).map((one) => expectation(one)[0])))]
    return [{ path: issue.path, message: `expected ${wanted.join(' or ')}, got ${shown(at(input, issue.path))}` }]
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: issue.path,
      unknown: key,
      message: `expected a known option, got "${key}"${rightName(key, keysAt(issue.path))}`,
    }))
  }
  const [wanted, cure] = expectation(issue)
  return [{ path: issue.path, message: `expected ${wanted}, got ${shown(at(input, issue.path))}${cure}` }]
}

function rightName(key: string, keys: readonly string[]): string {
  const meant = nearest(key, keys)
  if (meant !== undefined && meant !== key) return `; did you mean "${meant}"?`
  return keys.length > 0 ? `; the options are ${keys.join(', ')}` : ''
}

const inside = (code: string) => code !== 'invalid_type' && code !== 'invalid_union'

/** What was expected, and what to do with its semicolon if the schema says so. */
function expectation(issue: Issue): [wanted: string, cure: string] {
  if (issue.code === 'invalid_type') return [typeNames.get(issue.expected) ?? `a ${issue.expected}`, '']
  if (issue.code === 'invalid_value') return [issue.values.map((value) => JSON.stringify(value)).join(' or '), '']
  if (issue.code === 'too_small')
    return [bound(issue.origin, issue.inclusive ? 'at least' : 'above', issue.minimum), '']
  if (issue.code === 'too_big') return [bound(issue.origin, issue.inclusive ? 'at most' : 'below', issue.maximum), '']
  if (issue.code === 'invalid_union') return [issue.errors.map((errors) => expectation(errors[0]!)[0]).join(' or '), '']
  const [wanted, cure] = issue.message.split('; ')
  return [wanted!, cure ? `; ${cure}` : '']
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['int', 'a whole number'],
  ['object', 'options by name'],
  ['record', 'values by name'],
  ['array', 'a list'],
  ['string', 'text'],
  ['boolean', 'true or false'],
])

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'array') return `a list of ${relation} ${limit}`
  if (origin === 'string') return `text of ${relation} ${limit} characters`
  return `a number ${relation} ${limit}`
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let found = input
  for (const key of path) found = (found as Record<PropertyKey, unknown> | undefined)?.[key]
  return found
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
}
