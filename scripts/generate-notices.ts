// Writes the third-party notices that ship with the packages. They follow the lock file, so they are not committed.
import './node-version.ts'
import { writeNotices } from './notices.ts'

writeNotices('resources/licences/THIRD-PARTY-NOTICES.txt')
