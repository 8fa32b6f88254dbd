/** Something to import: a path the core knows, and what the person calls it. */
export type ChosenFile = { path: string; name: string }

/** Whether this window speaks to a core that may be another machine: files are then sent to it. */
export const sendsFiles = location.protocol === 'http:' || location.protocol === 'https:'

/** Sends a file to the core, which keeps it until it is imported. */
export async function uploadFile(file: File): Promise<ChosenFile> {
  const answer = await fetch(`/uploads?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file })
  if (!answer.ok) throw new Error(await answer.text())
  const { path } = (await answer.json()) as { path: string }
  return { path, name: file.name }
}

/** The last part of a path. */
export function nameOfPath(path: string): string {
  return path.split(/[/\\]/).findLast(Boolean) ?? path
}
