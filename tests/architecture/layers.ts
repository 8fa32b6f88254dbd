import type { ImportEdge } from './import-graph.ts'

/** The layer a file belongs to; undefined for packages and Node's modules. */
export function layerOf(path: string): string | undefined {
  const layers: [RegExp, string][] = [
    [/^src\/shared\/rpc\//, 'rpc'],
    [/^src\/shared\//, 'shared'],
    [/^src\/main\/kernel\//, 'kernel'],
    [/^src\/main\/vendors\//, 'vendors'],
    [/^src\/main\/domains\//, 'domains'],
    [/^src\/main\/(?:electron|headless|cli)\//, 'hosts'],
    [/^src\/main\/(?:context|contract|reads)\.ts$/, 'context'],
    [/^src\/main\/reader\.worker\.ts$/, 'app'],
    [/^src\/main\//, 'app'],
    [/^src\/preload\//, 'preload'],
    [/^src\/renderer\/ui\//, 'ui'],
    [/^src\/renderer\//, 'renderer'],
    [/^src\/server\//, 'server'],
  ]
  return layers.find(([pattern]) => pattern.test(path))?.[1]
}

const allowed: Record<string, readonly string[]> = {
  shared: ['shared'],
  rpc: ['rpc', 'shared'],
  kernel: ['kernel', 'shared'],
  vendors: ['vendors', 'kernel', 'shared'],
  domains: ['domains', 'vendors', 'kernel', 'shared', 'context'],
  context: ['context', 'domains', 'kernel', 'shared', 'rpc'],
  app: ['app', 'context', 'domains', 'vendors', 'kernel', 'shared', 'rpc'],
  hosts: ['hosts', 'app', 'context', 'kernel', 'shared', 'rpc', 'domains'],
  preload: ['preload', 'shared'],
  ui: ['ui', 'shared', 'renderer'],
  renderer: ['renderer', 'ui', 'shared', 'rpc'],
  server: ['server', 'kernel', 'shared', 'rpc'],
}

/** Packages that have one home; everywhere else they are refused. */
const homes: [RegExp, RegExp][] = [
  [/^electron(?:\/|$)/, /^src\/(?:main\/electron|preload)\//],
  [/^better-sqlite3$/, /^src\/main\/kernel\/db\/|^src\/main\/kernel\/lock\.ts$/],
  [/^axios$/, /^src\/main\/kernel\/http\//],
  [/^@orpc\/(?!contract)/, /^src\/shared\/rpc\/|^src\/renderer\/rpc\.ts$|^src\/main\/headless\/rest/],
  [/^node-cron$/, /^src\/main\/kernel\/jobs\//],
  [/^howler$/, /^src\/renderer\/features\/player\/engine\//],
  [/^fastify$|^@fastify\//, /^src\/main\/headless\/|^src\/server\//],
]

/** What is wrong with an import, in a sentence; undefined when nothing is. */
export function problemOf({ from, to, specifier, isTypeOnly }: ImportEdge): string | undefined {
  const at = `${from} imports ${specifier}`
  if (specifier.includes('../../')) return `${at}: use a # import instead of climbing folders`
  const home = homes.find(([name]) => name.test(specifier))
  if (home && !home[1].test(from) && !(isTypeOnly && specifier === 'better-sqlite3')) return `${at}: that package has another home`
  const fromLayer = layerOf(from)
  const toLayer = layerOf(to)
  if (!fromLayer) return undefined
  if (fromLayer === 'shared' && !toLayer && !/^(?:zod|@orpc\/contract)$/.test(specifier)) return `${at}: shared code uses only zod and the contract builder`
  if (!toLayer) return undefined
  if (!allowed[fromLayer]?.includes(toLayer)) return `${at}: ${fromLayer} may not know ${toLayer}`
  if (fromLayer === 'ui' && toLayer === 'renderer' && !/\/app\/(?:i18n|theme)\//.test(to)) return `${at}: ui components know only texts and theme`
  return domainProblem(from, to, at)
}

function domainProblem(from: string, to: string, at: string): string | undefined {
  const own = /^src\/main\/domains\/([^/]+)\//.exec(from)?.[1]
  const other = /^src\/main\/domains\/([^/]+)\/(.+)$/.exec(to)
  if (!own || !other || other[1] === own) return undefined
  return /^[\w-]+\.service\.ts$/.test(other[2] ?? '') ? undefined : `${at}: a domain uses another only through its service`
}
