/**
 * `npm run serve --port 80` gives the option to npm instead, which says nothing. Ends with 2 and the right way to write
 * it when one of these options went there.
 */
export function refuseOptionsTakenByNpm(script: string, names: readonly string[]): void {
  const taken = names.find((name) => process.env[`npm_config_${name}`] !== undefined)
  if (taken === undefined) return
  const words = ['npm', script, '--', ...process.argv.slice(2), `--${taken}`].join(' ')
  process.stderr.write(`npm took --${taken} for itself. Write two dashes before the options: ${words} …\n`)
  process.exit(2)
}
