import { bytes } from './module.generated.ts'

/**
 * Exports of an instance of the kernel. Addresses and lengths are in bytes; offsets count from the address of weights
 * or of a member.
 */
export interface Kernel {
  readonly memory: WebAssembly.Memory
  /** Plans the memory for networks of these sizes, once. The memory itself is grown by the caller. */
  plan(
    inputs: number,
    hidden: number,
    layers: number,
    outputs: number,
    targets: number,
    channels: number,
    window: number,
    windows: number,
    storeRows: number,
    members: number,
    base: boolean,
  ): void
  /** One step of the members in the orders, each replaced by whether it was made. */
  step(weights: number, members: number): void
  /**
   * Begins the gradient of the windows in the orders, or adds to it; `length` is that of the longest, `loss` its
   * place in `lossNames`.
   */
  gradient(weights: number, windows: number, length: number, loss: number, begins: boolean): void
  /** One update: 1, 0 if there is nothing to learn from, −1 if the numbers overflow. */
  update(weights: number, clipNorm: number, rate: number, epsilon: number): number
  /** One update by the gradient as it is: 1, or −1 if it or the loss is not finite. */
  descend(weights: number, loss: number, clipNorm: number, rate: number, epsilon: number): number
  /** Runs all layers over a block of the batch: `blocks.ts`. */
  unroll(weights: number, batch: number, length: number, first: number, before: number): void
  /** Adds what such a block contributes to the gradient; derivatives by the inputs replace the inputs. */
  unrollBack(weights: number, batch: number, length: number, first: number, before: number): void
  /** Writes a step that a member has made to `shownAt`, from the states before and after it. */
  show(weights: number, member: number, row: number, before: number, after: number): void
  /** Offset of a layer within the parameters. */
  layerAt(layer: number): number
  /** Members with a known target, and the sum of their mean losses. */
  readonly members: WebAssembly.Global<'i32'>
  readonly loss: WebAssembly.Global<'f64'>
  readonly norm: WebAssembly.Global<'f64'>
  readonly inputWidth: WebAssembly.Global<'i32'>
  readonly hiddenWidth: WebAssembly.Global<'i32'>
  readonly outputWidth: WebAssembly.Global<'i32'>
  readonly targetWidth: WebAssembly.Global<'i32'>
  readonly parameterBytes: WebAssembly.Global<'i32'>
  /** Offset of the head within the parameters. */
  readonly headAt: WebAssembly.Global<'i32'>
  /** Offsets within weights, which begin with the parameters, and the length of all. */
  readonly firstAt: WebAssembly.Global<'i32'>
  readonly secondAt: WebAssembly.Global<'i32'>
  readonly weightsBytes: WebAssembly.Global<'i32'>
  /** Offsets within a member, and its length. */
  readonly statesAt: WebAssembly.Global<'i32'>
  readonly storeAt: WebAssembly.Global<'i32'>
  readonly memberBytes: WebAssembly.Global<'i32'>
  /** Length of a state. */
  readonly stateBytes: WebAssembly.Global<'i32'>
  /** Length of a row of the store, and where its targets and its base begin. */
  readonly rowBytes: WebAssembly.Global<'i32'>
  readonly rowTargets: WebAssembly.Global<'i32'>
  readonly rowBase: WebAssembly.Global<'i32'>
  /** Addresses of the scratch that the host reads and writes, and where weights and members can begin. */
  readonly hostInputsAt: WebAssembly.Global<'i32'>
  readonly hostOutputsAt: WebAssembly.Global<'i32'>
  readonly shownAt: WebAssembly.Global<'i32'>
  readonly ordersAt: WebAssembly.Global<'i32'>
  readonly levelsAt: WebAssembly.Global<'i32'>
  readonly gradientAt: WebAssembly.Global<'i32'>
  /** The batch: inputs, states by layer with the length of a layer's, derivatives by h, and those between blocks. */
  readonly batchInputsAt: WebAssembly.Global<'i32'>
  readonly batchHiddenAt: WebAssembly.Global<'i32'>
  readonly batchCellsAt: WebAssembly.Global<'i32'>
  readonly batchHiddenBytes: WebAssembly.Global<'i32'>
  readonly hiddenSlopesAt: WebAssembly.Global<'i32'>
  readonly carryAt: WebAssembly.Global<'i32'>
  readonly carryBytes: WebAssembly.Global<'i32'>
  readonly slotsAt: WebAssembly.Global<'i32'>
}

/** Compiles the kernel; undefined if WebAssembly or its SIMD is missing. */
export function compileKernel(base64: string = bytes): WebAssembly.Module | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  // False if SIMD is unknown.
  if (!WebAssembly.validate(binary)) return undefined
  try {
    return new WebAssembly.Module(binary)
  } catch (error) {
    // A page whose security policy forbids WebAssembly validates the bytes but does not compile them.
    if (error instanceof WebAssembly.CompileError) return undefined
    throw error
  }
}

/** A new instance with its own memory; undefined if the engine has no memory or addresses left for one. */
export function instantiate(module: WebAssembly.Module): Kernel | undefined {
  try {
    return new WebAssembly.Instance(module).exports as unknown as Kernel
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
