/** What classifiers of texts and of rows have in common. */
export interface ClassifierOptions {
  readonly classes: number
  /** Cells of the LSTM. */
  readonly hidden: number
  /** Old examples that it learns from again beside each new one, and how many are kept. */
  readonly replays: number
  readonly memory: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
}
