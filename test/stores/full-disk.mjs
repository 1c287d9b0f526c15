// Puts values until the disk or the limit on a file's size is reached, and reports the error of it and of the next commit.
import { FolderStore } from '../../dist/stores/folder-store.js'

const { store } = await FolderStore.open(process.argv[2])
const failures = []
for (let i = 0; i < 100 && failures.length === 0; i++) {
  await store.put(`series/${i}`, new Uint8Array(10_000).fill(i)).catch((error) => failures.push(error))
}
await store.put('small', new Uint8Array(1)).catch((error) => failures.push(error))
await store.commit().catch((error) => failures.push(error))
await store.close()
process.send(failures.map(({ name, message }) => `${name}: ${message}`))
