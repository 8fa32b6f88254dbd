import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { createApp } from '#main/app.ts'
import type { App, AppDeps } from '#main/app.ts'
import { createMemorySecrets } from '#main/kernel/secrets.ts'
import { temporaryFolder } from './library.ts'

/** The whole core on a data folder of its own, not started; stopped after the test, or (given `afterAll`) after the file. */
export async function openTestApp(deps: Partial<AppDeps> = {}, whenDone: (clean: () => Promise<void>) => unknown = onTestFinished): Promise<App> {
  const app = await createApp({
    data: deps.data ?? temporaryFolder(whenDone as (clean: () => void) => unknown),
    version: '0.0.0-test',
    migrations: 'migrations/library',
    resources: 'resources',
    workers: (name) => pathToFileURL(`src/main/${name}.ts`),
    environment: {},
    isDemo: false,
    secrets: createMemorySecrets(),
    host: { name: 'headless', locale: 'en', hasSystemKeyring: false },
    ...deps,
  })
  whenDone(() => app.stop())
  return app
}
