import { createHash } from 'node:crypto'

/** What is known of an earlier request. */
interface Post {
  readonly body: string
  /** Resolved once its rows are safe. */
  readonly safe: Promise<void>
}

/** Keys that are remembered. */
const most = 200
/** Characters of a hash: 96 bits of a key, 72 of a body, so that two are not taken for one by chance. */
const keyLength = 16
const bodyLength = 12

/**
 * Keys of the requests that were taken (`Idempotency-Key`), so that a client that sends one again doubles nothing. The
 * last 200 are saved with the rows, as hashes: they may be secret, or long.
 */
export class PostedKeys {
  private readonly posts = new Map<string, Post>()

  /** @param cursor what was saved with the last rows; undefined if nothing was */
  constructor(cursor: string | undefined) {
    const safe = Promise.resolve()
    for (const entry of JSON.parse(cursor ?? '[]') as string[])
      this.posts.set(entry.slice(0, keyLength), { body: entry.slice(keyLength), safe })
  }

  /**
   * Finds the request with a key.
   *
   * @returns a promise that is resolved once its rows are safe; `other` if its body was another one, undefined if there
   * was none
   */
  find(key: string, body: string): Promise<void> | 'other' | undefined {
    const post = this.posts.get(hashOf(key, keyLength))
    return post && (post.body === hashOf(body, bodyLength) ? post.safe : 'other')
  }

  /**
   * Remembers a request.
   *
   * @param send passes on its rows together with all keys
   */
  add(key: string, body: string, send: (cursor: string) => Promise<void>): Promise<void> {
    const [name, content] = [hashOf(key, keyLength), hashOf(body, bodyLength)]
    const entries = [...this.posts].map(([name, post]) => name + post.body)
    const safe = send(JSON.stringify([...entries, name + content].slice(-most)))
    this.posts.set(name, { body: content, safe })
    for (const oldest of [...this.posts.keys()].slice(0, -most)) this.posts.delete(oldest)
    return safe
  }
}

const hashOf = (text: string, length: number) => createHash('sha256').update(text).digest('base64url').slice(0, length)
