/** The time, so that tests own it. UTC milliseconds. */
export type Clock = { now(): number; zone(): string }

/** The machine's clock and time zone. */
export const systemClock: Clock = {
  now: () => Date.now(),
  zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
}
