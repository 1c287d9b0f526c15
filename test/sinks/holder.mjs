// Holds the file named in its argument until it is killed.
import { claim } from '../../dist/sinks/claim.js'

const [path, name] = process.argv.slice(2)
const file = await claim(path, name)
console.log('holds it')
setInterval(() => file, 1000)
