/** What has to be closed, in the reverse of the order it was opened. */
export type Closers = {
  add(step: () => unknown): void
  /** Runs every step once, also when one of them throws; the first error is thrown at the end. */
  close(): Promise<void>
}

/** Begins with nothing to close. */
export function createClosers(): Closers {
  const steps: (() => unknown)[] = []
  return {
    add: (step) => void steps.push(step),
    close: async () => {
      const errors: unknown[] = []
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step()
        } catch (error) {
          errors.push(error)
        }
      }
      if (errors.length > 0) throw errors[0]
    },
  }
}
