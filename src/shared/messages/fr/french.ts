import { connection } from './connection.ts'
import { corrections } from './corrections.ts'
import { dataFolder } from './data-folder.ts'
import { files } from './files.ts'
import { imports } from './imports.ts'
import { jobs } from './jobs.ts'
import { music } from './music.ts'
import { playback } from './playback.ts'
import { plays } from './plays.ts'
import { queries } from './queries.ts'
import { sending } from './sending.ts'
import { services } from './services.ts'
import { system } from './system.ts'

/** The French of every sentence of the core and the player, by its English template. */
export const french: ReadonlyMap<string, string> = new Map([connection, corrections, dataFolder, files, imports, jobs, music, playback, plays, queries, sending, services, system].flatMap((domain) => Object.entries(domain)))
