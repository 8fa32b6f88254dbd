import { setTimeout as wait } from 'node:timers/promises'

/** Nobody is woken when the library's lock is free: whoever waits for it looks every millisecond, and has to find it so. */
const pauseMs = 3

/** A pause between two transactions in which others get to write. */
export async function letOthersWrite(): Promise<void> {
  await wait(pauseMs)
}
