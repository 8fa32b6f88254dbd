import { createToken, listAccessTokens, revokeToken, setPassword } from '#main/domains/access/access.service.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

/** Access for programs (tokens) and for people who reach this machine from another (the password). */
export const accessCommands: readonly Command[] = [
  defineCommand({
    name: 'token create',
    usage: '<name>',
    summary: 'make a token for a program; it is shown once',
    run: (session, { words: [name = ''] }) => session.owning((app) => createToken(app.context, name)),
    print: ({ token }) => token,
  }),
  defineCommand({
    name: 'token list',
    usage: '',
    summary: 'programs that have access',
    run: (session) => session.reading((db) => ({ items: listAccessTokens({ db }).map(({ name, createdAt, lastUsedAt }) => ({ name, createdAt: iso(createdAt), lastUsedAt: iso(lastUsedAt) })) })),
    print: ({ items }) => table(items, ['name', 'createdAt', 'lastUsedAt']),
  }),
  defineCommand({
    name: 'token revoke',
    usage: '<name>',
    summary: 'end a program’s access',
    run: (session, { words: [name = ''] }) =>
      session.owning((app) => {
        revokeToken(app.context, name)
        return { revoked: name }
      }),
    print: ({ revoked }) => `${revoked} has no access any more.`,
  }),
  defineCommand({
    name: 'password',
    usage: '',
    summary: 'set the password of the headless host, read from standard input; an empty one removes it',
    run: (session, { stdin }) =>
      session.owning(async (app) => {
        const password = (await stdin()).replace(/\r?\n$/, '')
        await setPassword(app.context, password)
        return { isSet: password !== '' }
      }),
    print: ({ isSet }) => (isSet ? 'The password is set.' : 'The password is removed.'),
  }),
]
