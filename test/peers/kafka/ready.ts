import { connect } from 'node:net'

/** ApiVersions, version 0, of a client named "r": the first request that a broker answers. */
const request = Buffer.from([0, 0, 0, 11, 0, 18, 0, 0, 0, 0, 0, 1, 0, 1, 'r'.charCodeAt(0)])

/** Whether a broker answers on a port of loopback. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    const end = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('data', () => end(true))
    socket.on('error', () => end(false))
    socket.on('close', () => end(false))
    socket.setTimeout(1000, () => end(false))
  })
}
