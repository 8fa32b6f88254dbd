import type { Command } from './command.ts'
import { backupCommands } from './commands/backup-commands.ts'
import { accessCommands } from './commands/access-commands.ts'
import { correctionCommands } from './commands/correction-commands.ts'
import { doctorCommand } from './commands/doctor-command.ts'
import { exportCommand } from './commands/export-command.ts'
import { importCommands } from './commands/import-commands.ts'
import { jobCommands } from './commands/job-commands.ts'
import { libraryCommands } from './commands/library-commands.ts'
import { playsCommands } from './commands/plays-commands.ts'
import { scanCommand } from './commands/scan-command.ts'
import { spinCommand } from './commands/spin-command.ts'
import { trackCommand } from './commands/track-command.ts'

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [scanCommand, ...libraryCommands, ...importCommands, exportCommand, spinCommand, ...playsCommands, ...correctionCommands, ...jobCommands, trackCommand, ...backupCommands, doctorCommand, ...accessCommands]
