import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const { dependencies, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string>; version: string }

/** Not bundled: Electron, Node's own modules and everything that is installed beside the app. */
const external = ['electron', /^node:/, ...builtinModules, ...Object.keys(dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)])]

/** The three hosts and every `*.worker.ts`, named by their path below src/main: sources and build share one tree. */
const mainEntries = Object.fromEntries(
  [
    'electron/electron.ts',
    'headless/headless.ts',
    'cli/cli.ts',
    ...readdirSync('src/main', { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.worker.ts')),
  ].map((path) => [path.replace(/\.ts$/, ''), fileURLToPath(new URL(`src/main/${path}`, import.meta.url))]),
)

export default defineConfig({
  root: 'src/renderer',
  base: '/',
  plugins: [react()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: { outDir: '../../dist/renderer', emptyOutDir: true, target: 'chrome140', sourcemap: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  environments: {
    main: {
      consumer: 'server' as const,
      build: {
        ssr: true,
        target: 'node24',
        outDir: '../../dist/main',
        emptyOutDir: true,
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          input: mainEntries,
          external,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server' as const,
      resolve: { noExternal: true },
      build: {
        ssr: true,
        target: 'node24',
        outDir: '../../dist/preload',
        emptyOutDir: true,
        sourcemap: true,
        copyPublicDir: false,
        rolldownOptions: {
          input: fileURLToPath(new URL('src/preload/index.ts', import.meta.url)),
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment)
      }
    },
  },
  test: {
    root: '.',
    // Tests wait more than they compute; on two cores vitest would take one worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'core', environment: 'node', include: ['src/{shared,main,preload}/**/*.test.ts', 'tests/{contract,architecture,packaging}/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' } },
      { extends: true, test: { name: 'renderer', root: '.', environment: 'jsdom', include: ['src/renderer/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
      { test: { name: 'end-to-end', environment: 'node', include: ['tests/e2e/**/*.e2e.test.ts'], expect: { poll: { timeout: 15_000 } }, testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks', fileParallelism: false } },
    ],
  },
})
