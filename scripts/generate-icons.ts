// Draws the bitmap icons from the two drawings in resources/icons. electron-builder makes .icns and .ico from icon.png.
import './node-version.ts'
import { readFileSync } from 'node:fs'
import sharp from 'sharp'

const folder = 'resources/icons'
const app = readFileSync(`${folder}/sillon.svg`)
const tray = readFileSync(`${folder}/tray.svg`, 'utf8')

await sharp(app, { density: 288 }).resize(1024, 1024).png({ palette: true }).toFile(`${folder}/icon.png`)
for (const [size, suffix] of [[22, ''], [44, '@2x']] as const) {
  await sharp(Buffer.from(tray), { density: 300 }).resize(size, size).png().toFile(`${folder}/tray${suffix}.png`)
  // macOS colours template images itself, from their alpha.
  await sharp(Buffer.from(tray.replaceAll('#e59b6d', '#000000')), { density: 300 }).resize(size - (size === 22 ? 4 : 8), size - (size === 22 ? 4 : 8)).png().toFile(`${folder}/trayTemplate${suffix}.png`)
}
