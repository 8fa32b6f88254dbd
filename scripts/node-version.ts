// Imported first by every script: says in one sentence what is wrong instead of crashing later.
const needed = 10
if (Number(process.versions.napi) < needed) {
  process.stderr.write(`Sillon needs Node 22.18 or newer; this is ${process.version}. On Linux x64 \`npm ci\` brings it and \`npm run …\` uses it; elsewhere install it (.nvmrc names the version).\n`)
  process.exit(1)
}
