/** A value that a target is watched for passing. */
export interface Limit {
  readonly side: 'above' | 'below'
  /** In units of the data. */
  readonly value: number
  /** Index of the target; left out if it is each of them. */
  readonly channel?: number
}
