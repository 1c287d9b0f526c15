import { DataError } from '../errors.ts'
import { seal } from '../state/format.ts'
import { fieldAt, type StoredField, storedFields } from '../state/stored-fields.ts'
import { readSafetensors, type Tensor, writeSafetensors } from './safetensors.ts'
import {
  biasesAt,
  columnsOf,
  filterBiasesAt,
  filtersAt,
  gateCount,
  headAt,
  headBiasesAt,
  headInputs,
  keysAt,
  parameterCount,
  queriesAt,
  type Shape,
  weightsAt,
} from './shape.ts'
import { maxFloat32 } from './sound-state.ts'

/**
 * The weights of all LSTMs in a snapshot, as a safetensors file. Tensors are named as PyTorch names those of a module
 * with `lstm = nn.LSTM(...)` and `head = nn.Linear(...)`, after the place of the network in the snapshot; so
 * `load_state_dict` takes those of a single network.
 *
 * @param snapshot of a network, or of anything with networks in it, such as a run of `forecast`
 * @returns the bytes of the file
 * @throws DataError if the bytes are not a snapshot, or there is no network in it
 * @example
 * const lstm = new Lstm({ inputs: 1, leads: [1], hidden: 8, seed: 7 })
 * const file = weightsOf(lstm.snapshot())
 */
export function weightsOf(snapshot: Uint8Array): Uint8Array {
  const tensors = tensorsOf(storedFields(snapshot))
  if (tensors.length === 0) throw misfit('a snapshot with an LSTM', 'one without')
  return writeSafetensors(tensors)
}

/**
 * Replaces the weights of all LSTMs in a snapshot by those of a safetensors file, such as `weightsOf` makes. Everything
 * else stays: h and c, replay store, moments of Adam. The two biases of PyTorch are added.
 *
 * @returns the snapshot to restore
 * @throws DataError if the file is malformed, or has not exactly the tensors of these networks, of their shapes
 * @example
 * const lstm = new Lstm({ inputs: 1, leads: [1], hidden: 8, seed: 7 })
 * const other = new Lstm({ inputs: 1, leads: [1], hidden: 8, seed: 8 })
 * other.restore(withWeights(other.snapshot(), weightsOf(lstm.snapshot())))
 */
export function withWeights(snapshot: Uint8Array, file: Uint8Array): Uint8Array {
  const given = new Map(readSafetensors(file).map((tensor) => [tensor.name, tensor]))
  const changed = Uint8Array.from(snapshot)
  const view = new DataView(changed.buffer)
  for (const { path, shape, parameters } of networksIn(storedFields(snapshot), [])) {
    const wide = parameters.numbers instanceof Float64Array
    const values = new Float64Array(parameterCount(shape))
    for (const { name, places, shape: expected } of placesOf(shape, path)) {
      const tensor = given.get(name)
      if (tensor?.shape.join() !== expected.join())
        throw misfit(`${name} of shape ${shown(expected)}`, tensor ? shown(tensor.shape) : 'none')
      given.delete(name)
      for (const [i, place] of places.entries()) values[place]! += tensor.values[i]!
    }
    for (const [i, value] of values.entries()) {
      if (!(Math.abs(value) <= maxFloat32)) throw misfit('finite weights', String(value))
      if (wide) view.setFloat64(parameters.at! + 8 * i, value, true)
      else view.setFloat32(parameters.at! + 4 * i, value, true)
    }
  }
  if (given.size > 0) throw misfit('the tensors of these networks', [...given.keys()].join(', '))
  return seal(changed)
}

/**
 * The weights of all LSTMs among fields.
 *
 * @param from begins the names of the tensors, such as the key of a series
 */
export function tensorsOf(fields: readonly StoredField[], from?: string): Tensor[] {
  return networksIn(fields, from === undefined ? [] : [from]).flatMap(({ path, shape, parameters: { numbers } }) =>
    placesOf(shape, path).map(({ name, shape, places, zero }) => {
      const values = numbers instanceof Float64Array ? new Float64Array(places.length) : new Float32Array(places.length)
      if (!zero) for (const [i, place] of places.entries()) values[i] = numbers![place]!
      return { name, shape, values }
    }),
  )
}

interface StoredNetwork {
  readonly path: readonly string[]
  readonly shape: Shape
  readonly parameters: StoredField
}

/** The networks among fields; a place that comes again gets a number. */
function networksIn(fields: readonly StoredField[], path: readonly string[]): StoredNetwork[] {
  const parameters = fieldAt(partOf(fields, 'engine'), 'parameters')
  const setting = (name: string): unknown => JSON.parse(String(fieldAt(fields, name)?.value ?? null))
  if (parameters?.numbers && setting('hidden') && setting('inputs')) {
    const [inputs, hidden, layers] = ['inputs', 'hidden', 'layers'].map((name) => Number(setting(name)))
    const perTarget = Number(setting('classes') ?? (setting('levels') as [] | null)?.length ?? 1)
    // A network of whole sequences has one target.
    const outputs = ((setting('leads') as [] | null)?.length ?? 1) * perTarget
    const [filters, width] = (setting('convolution') as number[] | null) ?? []
    const attended = setting('attention') as number | null
    const front = {
      convolution: filters && width ? { filters, width } : undefined,
      attention: attended ? { steps: attended } : undefined,
    }
    const shape = { inputs: inputs!, hidden: hidden!, layers: layers!, outputs, front }
    return parameterCount(shape) === parameters.numbers.length ? [{ path, shape, parameters }] : []
  }
  const times = new Map<string, number>()
  return fields.flatMap(({ name, fields: inner }) => {
    const time = (times.get(name) ?? 0) + 1
    times.set(name, time)
    return networksIn(inner, [...path, time === 1 ? name : `${name} ${time}`])
  })
}

/** The fields of a part; a setting can have the same name. */
const partOf = (fields: readonly StoredField[], part: string) =>
  fields.find(({ name, kind }) => name === part && kind === 'part')?.fields ?? []

/** Ours are in the order input, forget, output, candidate; those of PyTorch input, forget, candidate, output. */
const gates = [0, 1, 3, 2]

/** The tensors of a network: for each number its place among the parameters. */
function placesOf(shape: Shape, path: readonly string[]) {
  const { hidden, layers, outputs } = shape
  const rows = gateCount * hidden
  const rowOf = (row: number) => gates[Math.floor(row / hidden)]! * hidden + (row % hidden)
  const tensor = (
    name: string,
    shape: readonly number[],
    placeOf: (row: number, column: number) => number,
    zero = false,
  ) => {
    const [height, ...rest] = shape
    const width = rest.reduce((product, length) => product * length, 1)
    const places = Array.from({ length: height! * width }, (_, i) => placeOf(Math.floor(i / width), i % width))
    return { name: [...path, name].join('.'), shape, places, zero }
  }
  const ofLayers = Array.from({ length: layers }, (_, layer) => {
    const columns = columnsOf(shape, layer)
    const weight = (row: number, column: number) => weightsAt(shape, layer) + rowOf(row) * columns + column
    const bias = (row: number) => biasesAt(shape, layer) + rowOf(row)
    return [
      tensor(`lstm.weight_ih_l${layer}`, [rows, columns - hidden], (row, column) => weight(row, hidden + column)),
      tensor(`lstm.weight_hh_l${layer}`, [rows, hidden], weight),
      tensor(`lstm.bias_ih_l${layer}`, [rows], bias),
      tensor(`lstm.bias_hh_l${layer}`, [rows], bias, true),
    ]
  })
  const read = headInputs(shape)
  const { attention, convolution } = shape.front ?? {}
  const { filters, width } = convolution ?? { filters: 0, width: 0 }
  const { inputs } = shape
  // PyTorch has the steps of a filter innermost.
  const filter = (row: number, column: number) =>
    filtersAt(shape) + (row * width + (column % width)) * inputs + Math.floor(column / width)
  const square = (at: number) => (row: number, column: number) => at + row * hidden + column
  return [
    ...ofLayers.flat(),
    tensor('head.weight', [outputs, read], (row, column) => headAt(shape) + row * read + column),
    tensor('head.bias', [outputs], (row) => headBiasesAt(shape) + row),
    ...(convolution
      ? [
          tensor('convolution.weight', [filters, inputs, width], filter),
          tensor('convolution.bias', [filters], (row) => filterBiasesAt(shape) + row),
        ]
      : []),
    ...(attention
      ? [
          tensor('attention.query.weight', [hidden, hidden], square(queriesAt(shape))),
          tensor('attention.key.weight', [hidden, hidden], square(keysAt(shape))),
        ]
      : []),
  ]
}

const shown = (shape: readonly number[]) => `[${shape.join(', ')}]`

const misfit = (expected: string, got: string) =>
  new DataError(`weights: expected ${expected}, got ${got}; use the weights of a network of the same sizes`)
