import SqliteDatabase from 'better-sqlite3'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number }

const typeOf: Record<string, string> = { INTEGER: 'number', REAL: 'number', TEXT: 'string', BLOB: 'Uint8Array', ANY: 'string | Uint8Array' }

function renderColumn(column: Column): string {
  const base = typeOf[column.type]
  if (!base) throw new Error(`no TypeScript type for column ${column.name} ${column.type}`)
  const isRowId = column.pk === 1 && column.type === 'INTEGER' && column.name === 'id'
  const type = column.notnull || column.pk > 0 ? base : `${base} | null`
  const isOptional = isRowId || column.dflt_value !== null || (!column.notnull && column.pk === 0)
  return `  ${column.name}: ${isOptional ? `Generated<${type}>` : type}`
}

/** The text of rows.gen.ts for a folder of migrations. Tables of full-text indexes are left out: they are queried by hand. */
export function renderRows(folder: string): string {
  const db = new SqliteDatabase(':memory:')
  for (const name of readdirSync(folder).sort()) if (name.endsWith('.sql')) db.exec(readFileSync(join(folder, name), 'utf8'))
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 1 ORDER BY name")
    .all()
  const bodies = tables.map(({ name }) => {
    const columns = db.prepare<[string], Column>('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)').all(name)
    return `  ${name}: {\n${columns.map((column) => `  ${renderColumn(column)}`).join('\n')}\n  }`
  })
  db.close()
  return `// Generated from migrations/ by \`npm run generate:rows\`; not edited by hand.\nimport type { Generated } from 'kysely'\n\n/** Every table of the library and the type of its rows. */\nexport type Rows = {\n${bodies.join('\n')}\n}\n`
}
