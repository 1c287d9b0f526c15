declare module 'fs-native-extensions' {
  /** @returns false if another descriptor holds a lock on one of the bytes */
  export function tryLock(fd: number, offset: number, length: number): boolean
}
