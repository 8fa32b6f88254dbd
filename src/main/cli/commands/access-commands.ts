import { AppError } from '#shared/errors.ts'
import { iso, readCommand, writeCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'
import { createToken, listAccessTokens, revokeToken, setPassword } from '#main/domains/access/access.service.ts'

function nameOf(words: string[]): string {
  const [name] = words
  if (!name) throw new AppError('invalid-input', 'Say the name of the token.')
  return name
}

/** Access for programs (tokens) and for people who reach this machine from another (the password). */
export const accessCommands: readonly Command[] = [
  writeCommand({
    name: 'token create',
    usage: '<name>',
    summary: 'make a token for a program; it is shown once',
    run: async (app, { words }) => createToken(app.context, nameOf(words)),
    print: ({ token }) => token,
  }),
  readCommand({
    name: 'token list',
    usage: '',
    summary: 'programs that have access',
    run: ({ db }) => listAccessTokens({ db }).map((token) => ({ name: token.name, createdAt: iso(token.createdAt), lastUsedAt: iso(token.lastUsedAt) })),
    print: (tokens) => table(tokens, ['name', 'createdAt', 'lastUsedAt']),
  }),
  writeCommand({
    name: 'token revoke',
    usage: '<name>',
    summary: 'end a program’s access',
    run: async (app, { words }) => {
      revokeToken(app.context, nameOf(words))
      return { revoked: nameOf(words) }
    },
    print: ({ revoked }) => `${revoked} has no access any more.`,
  }),
  writeCommand({
    name: 'password',
    usage: '',
    summary: 'set the password of the headless host, read from standard input; an empty one removes it',
    run: async (app, { stdin }) => {
      const password = (await stdin()).replace(/\r?\n$/, '')
      await setPassword(app.context, password)
      return { isSet: password !== '' }
    },
    print: ({ isSet }) => (isSet ? 'The password is set.' : 'The password is removed.'),
  }),
]
