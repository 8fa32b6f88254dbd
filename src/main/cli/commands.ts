import type { Command } from './command.ts'
import { backupCommands } from './commands/backup-commands.ts'
import { accessCommands } from './commands/access-commands.ts'
import { doctorCommand } from './commands/doctor-command.ts'
import { jobCommands } from './commands/job-commands.ts'
import { libraryCommands } from './commands/library-commands.ts'
import { scanCommand } from './commands/scan-command.ts'

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [scanCommand, ...libraryCommands, ...jobCommands, ...backupCommands, doctorCommand, ...accessCommands]
