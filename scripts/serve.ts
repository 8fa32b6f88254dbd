// Builds if needed and runs the headless host with the arguments given: --port, --host, --data, --demo.
import './node-version.ts'
import { spawn } from 'node:child_process'
import { buildIfNeeded } from './build.ts'

if (!buildIfNeeded()) process.exit(1)
const child = spawn(process.execPath, ['dist/main/headless/headless.js', ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
