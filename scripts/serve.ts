// Builds if needed and runs the headless host with the arguments given: --port, --host, --data, --demo.
import './node-version.ts'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfNeeded } from './built.ts'
import { refuseOptionsTakenByNpm } from './own-options.ts'

refuseOptionsTakenByNpm('run serve', ['port', 'host', 'data', 'demo'])
if (!buildIfNeeded()) process.exit(1)
await import(pathToFileURL(resolve('dist/main/headless/headless.js')).href)
