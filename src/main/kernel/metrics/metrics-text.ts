/** One measured quantity: its name as Prometheus wants it, and a value for each set of labels. */
export type Metric = {
  /** `sillon_<what>_<unit>`, `…_total` for counters. */
  name: string
  help: string
  type: 'gauge' | 'counter'
  values: readonly { labels?: Readonly<Record<string, string>>; value: number }[]
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function lineOf(name: string, { labels = {}, value }: Metric['values'][number]): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`)
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
}

/** The Prometheus text format, version 0.0.4. */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, values }) => [`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`, ...values.map((value) => lineOf(name, value)), ''])
    .join('\n')
}
