import { unpackChromium } from './chromium.ts'

/** Runs once, before any worker: two workers unpacking at once would be waste, and the first test would pay for it. */
export default function setup(): void {
  unpackChromium()
}
