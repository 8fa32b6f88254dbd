// The command line, run from source: `npm run -s sillon -- <command>`.
import './node-version.ts'

await import('../src/main/cli/cli.ts')
