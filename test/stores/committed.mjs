// What a folder holds after commit k of the runs in killed.test.ts, and the process that makes such commits without end.
import { FolderStore } from '../../dist/stores/folder-store.js'

const series = 12

/** The value of a key after a commit: it is put every third commit, and has another length each time. */
export function valueAfter(commit, key) {
  let put = commit
  while (put > 0 && (put + 5 * key) % 3 > 0) put--
  return put === 0 ? undefined : `${put} `.repeat(1 + ((put * 7919 + key * 104729) % 4000))
}

/** All keys and values after a commit. */
export function stateAfter(commit) {
  const values = Array.from({ length: series }, (_, key) => [`series/${key}`, valueAfter(commit, key)])
  return Object.fromEntries([['commit', String(commit)], ...values.filter(([, value]) => value !== undefined)])
}

/** Goes on from the folder's state, and calls `made` after each commit. */
export async function commitForever(folder, made) {
  const { store } = await FolderStore.open(folder)
  const last = await store.get('commit')
  for (let commit = last ? Number(Buffer.from(last).toString()) + 1 : 1; ; commit++) {
    await store.put('commit', Buffer.from(String(commit)))
    for (let key = 0; key < series; key++) {
      const value = valueAfter(commit, key)
      if (value !== undefined && value !== valueAfter(commit - 1, key)) {
        await store.put(`series/${key}`, Buffer.from(value))
      }
    }
    await store.commit()
    made(commit)
  }
}

if (process.argv[1] === import.meta.filename && process.send) {
  process.send('open')
  await commitForever(process.argv[2], (commit) => process.send(commit))
}
