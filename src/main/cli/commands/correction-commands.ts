import { listLedger } from '#main/domains/corrections/corrections.service.ts'
import type { Correction, CorrectionEntry } from '#shared/contract/corrections.contract.ts'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

function rule(correction: Correction): string {
  switch (correction.kind) {
    case 'rename-artist':
      return `${correction.artist} → ${correction.to}`
    case 'rename-album':
      return `${correction.artist}: ${correction.album} → ${correction.to}`
    case 'rename-track':
      return `${correction.artist}: ${correction.title} → ${correction.to}`
    case 'merge-artists':
      return `${correction.artists.join(', ')} → ${correction.into}`
    case 'split-artist':
      return `${correction.artist} → ${correction.into.map(({ name }) => name).join(', ')}`
    case 'assign-track':
      return `${correction.playIds ? `plays ${correction.playIds.join(', ')}` : `words ${correction.heardTextId}`} → track ${correction.trackId}`
    case 'hide':
      return correction.title === undefined ? correction.artist : `${correction.artist}: ${correction.title}`
    case 'never-split':
      return correction.artist
  }
}

function lineOf({ id, correction, texts, plays, createdAt, undoneAt }: CorrectionEntry) {
  return { id, kind: correction.kind, rule: rule(correction), plays, texts, createdAt: iso(createdAt), undoneAt: iso(undoneAt), correction }
}

function idOf([word = '']: string[]): number {
  const id = Number(word)
  if (!Number.isInteger(id) || id < 1) throw new AppError('invalid-input', verbatim(`"${word}" is not the id of a correction; "corrections" lists them.`))
  return id
}

/** The ledger of corrections. */
export const correctionCommands: readonly Command[] = [
  defineCommand({
    name: 'corrections',
    usage: '',
    summary: 'the ledger of corrections, newest first',
    run: (session, input) =>
      session.reading((db) => {
        const { total, items } = listLedger(db, input)
        return { total, items: items.map(lineOf) }
      }),
    print: ({ items }) => (items.length === 0 ? 'Nothing was corrected.' : table(items, ['id', 'kind', 'rule', 'plays', 'createdAt', 'undoneAt'])),
  }),
  defineCommand({
    name: 'corrections undo',
    usage: '<id>',
    summary: 'take a correction back; the others hold as before',
    run: (session, { words }) => {
      const id = idOf(words)
      return session.owning(async (app) => ({ id, ...(await app.client.corrections.undo({ id })).effect }))
    },
    print: ({ id, plays }) => `Correction ${id} is undone; it concerned ${plays} plays.`,
  }),
]
