// The command line, run from source: `npm run -s sillon -- <command>`.
import './node-version.ts'
import { refuseOptionsTakenByNpm } from './own-options.ts'

refuseOptionsTakenByNpm('run -s sillon', ['data', 'limit', 'offset', 'search', 'json'])
await import('../src/main/cli/cli.ts')
