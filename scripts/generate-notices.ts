// Writes the third-party notices that ship with the packages. They follow the build, so they are not committed.
import './node-version.ts'
import { buildIfNeeded } from './built.ts'
import { writeNotices } from './notices.ts'

if (!buildIfNeeded()) process.exit(1)
writeNotices('resources/licences/THIRD-PARTY-NOTICES.txt')
