import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../errors.ts'
import type { DataFiles } from './data-files.ts'
import { demandFile } from './demand-file.ts'
import { codeOf } from './disk-error.ts'
import { manifestName, type StoreFile, storeFile } from './file-names.ts'
import { type Manifest, OtherVersion, parseManifest } from './manifest.ts'

/** The files of a folder that have names which the store gives. */
export async function storeFiles(folder: string): Promise<StoreFile[]> {
  return (await readdir(folder)).flatMap((name) => storeFile(name) ?? [])
}

/** A checkpoint in a folder: its manifest, or why it cannot be read. */
export interface StoredCommit {
  readonly number: number
  readonly manifest: Manifest | undefined
  readonly problem: string | undefined
}

/** The checkpoints of a folder, the newest first. Only their manifests are checked. */
export async function storedCommits(folder: string, files: readonly StoreFile[]): Promise<StoredCommit[]> {
  const numbers = files.flatMap(({ kind, number }) => (kind === 'manifest' ? [number] : []))
  const commits: StoredCommit[] = []
  for (const number of numbers.sort((a, b) => b - a)) {
    try {
      const path = join(folder, manifestName(number))
      await demandFile(path)
      const manifest = await parseManifest(await readFile(path), number)
      commits.push({ number, manifest, problem: undefined })
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue // removed meanwhile by the run that uses the folder
      if (error instanceof OtherVersion || !(error instanceof DataError || codeOf(error) === 'EIO')) throw error
      commits.push({ number, manifest: undefined, problem: (error as Error).message })
    }
  }
  return commits
}

/** The problem of a checkpoint, all its bytes read; undefined if it is whole. */
export async function problemOf({ manifest, problem }: StoredCommit, data: DataFiles): Promise<string | undefined> {
  if (!manifest) return problem
  try {
    await data.check(manifest)
    return undefined
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
}
