import { bytes } from './module.generated.ts'

/** What the compiled kernel offers; addresses and lengths are bytes. */
export interface Kernel {
  readonly memory: WebAssembly.Memory
  /** Lays out the memory and takes it, once. */
  plan(
    inputs: number,
    hidden: number,
    layers: number,
    outputs: number,
    channels: number,
    window: number,
    windows: number,
    memory: number,
  ): void
  /** 1, or 0 where a number is not finite. */
  step(row: number): number
  /** 1, 0 where there is nothing to learn from, −1 where the numbers overflow. */
  learn(windows: number, length: number, squared: boolean, clipNorm: number, rate: number, epsilon: number): number
  showState(): void
  layerAt(layer: number): number
  readonly loss: WebAssembly.Global<'f64'>
  readonly norm: WebAssembly.Global<'f64'>
  readonly inputWidth: WebAssembly.Global<'i32'>
  readonly hiddenWidth: WebAssembly.Global<'i32'>
  readonly outputWidth: WebAssembly.Global<'i32'>
  readonly parameterBytes: WebAssembly.Global<'i32'>
  readonly headAt: WebAssembly.Global<'i32'>
  readonly parametersAt: WebAssembly.Global<'i32'>
  readonly gradientAt: WebAssembly.Global<'i32'>
  readonly firstAt: WebAssembly.Global<'i32'>
  readonly secondAt: WebAssembly.Global<'i32'>
  readonly stateAt: WebAssembly.Global<'i32'>
  readonly storeAt: WebAssembly.Global<'i32'>
  readonly rowBytes: WebAssembly.Global<'i32'>
  readonly rowTargets: WebAssembly.Global<'i32'>
  readonly rowState: WebAssembly.Global<'i32'>
  readonly startsAt: WebAssembly.Global<'i32'>
  readonly shownInputsAt: WebAssembly.Global<'i32'>
  readonly shownOutputsAt: WebAssembly.Global<'i32'>
  readonly shownCellsAt: WebAssembly.Global<'i32'>
}

/** Compiles a module and makes an instance with a memory of its own; undefined where WebAssembly or its SIMD is missing. */
export function loadKernel(base64: string = bytes): Kernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  // False where SIMD is unknown.
  if (!WebAssembly.validate(binary)) return undefined
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(binary)).exports as unknown as Kernel
  } catch (error) {
    // A page whose security policy forbids it validates the bytes, but does not compile them.
    if (error instanceof WebAssembly.CompileError) return undefined
    throw error
  }
}
