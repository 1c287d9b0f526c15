import type { Problem } from '../errors.ts'
import type { KafkaConnection } from './connection-options.ts'
import type { GroupOptions } from './group.ts'

/** What the thread of a group needs. */
export interface GroupData {
  /** With absolute paths. */
  readonly connection: KafkaConnection
  readonly word: string
  readonly options: GroupOptions
  /** Milliseconds without a message after which the program counts as hung, and the thread leaves the group. */
  readonly hungMs: number
}

/** A request to the thread. */
export type GroupRequest = { readonly confirm: number } | { readonly leave: true } | { readonly alive: true }

/** A report of the thread. */
export type GroupReport =
  | { readonly assigned: readonly number[] }
  | { readonly joined: true }
  | { readonly failed: ToldError }
  | { readonly confirmed: number; readonly error?: ToldError }

/** An error in a message; with problems it is a ConfigError. */
export interface ToldError {
  readonly message: string
  readonly problems?: readonly Problem[]
}
