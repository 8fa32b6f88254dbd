// Type-checks every runtime with its own tsconfig, two at a time. Exits 1 when any of them has an error.
import { spawn } from 'node:child_process'

const projects = ['src/shared', 'src/main', 'src/main/electron', 'src/renderer', '.']

function check(project: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project, '--pretty', String(process.stdout.isTTY ?? false)], { stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('exit', (code) => resolve(code === 0))
  })
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : projects
const results: boolean[] = []
for (const project of wanted) results.push(await check(project))
process.exit(results.every(Boolean) ? 0 : 1)
