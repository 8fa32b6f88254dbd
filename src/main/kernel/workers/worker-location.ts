/**
 * Where worker entries lie. Sources and the build share one tree below `root` (`src/main/` or `dist/main/`), so a
 * worker is named by its path in it, without extension: `domains/library/scanner.worker`.
 */
export type WorkerLocation = (name: string) => URL

/** Workers beside the entry file whose `import.meta.url` is given; `depth` says how many folders it lies below the root. */
export function locateWorkers(entryUrl: string, depth: number): WorkerLocation {
  const root = new URL('../'.repeat(depth) || './', entryUrl)
  const extension = entryUrl.endsWith('.ts') ? '.ts' : '.js'
  return (name) => new URL(`${name}${extension}`, root)
}
