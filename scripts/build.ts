// Builds dist/: the core with its hosts and workers, the preload script, the pages.
import './node-version.ts'
import { build } from './built.ts'

process.exit(build() ? 0 : 1)
