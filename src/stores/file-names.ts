/** The files of checkpoint `number`: its manifest, the manifest while it is written, and its data. */
export const manifestName = (number: number): string => `${stem(number)}.json`
export const partName = (number: number): string => `${manifestName(number)}.part`
export const dataName = (number: number): string => `${stem(number)}.data`
/** Locked by the store that uses the folder. */
export const lockName = 'lock'

const stem = (number: number) => `checkpoint-${String(number).padStart(8, '0')}`

/** A name that the store gives. */
export interface StoreFile {
  readonly name: string
  readonly kind: 'manifest' | 'part' | 'data'
  readonly number: number
}

/** What a file is for; undefined if the store gives no such name. */
export function storeFile(name: string): StoreFile | undefined {
  const [, digits, ending] = /^checkpoint-(\d{8,15})\.(json|json\.part|data)$/.exec(name) ?? []
  const number = Number(digits)
  const kind = ending === 'json' ? 'manifest' : ending === 'data' ? 'data' : 'part'
  // 000000001 is not a name that the store gives.
  return stem(number) === `checkpoint-${digits}` ? { name, kind, number } : undefined
}
