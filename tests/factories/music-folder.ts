import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { flac, flacPicture, id3Frame, id3Text, id3v2, mp3Frames } from './audio-bytes.ts'

/**
 * A folder of music with real tags and hardly any sound: *Harbour Arithmetic* by Low Tide Ministry (three FLAC files
 * with a cover, the first also as MP3 in a folder of its own), *Elsewhere* by Ines Vogt (two MP3 files), a loose MP3 file,
 * an empty file and one that is no music.
 */
export async function writeMusicFolder(folder: string): Promise<void> {
  const cover = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#336699' } }).jpeg().toBuffer()
  const write = (path: string, bytes: Buffer): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const titles = ['Tidal Gauge', 'Soundings', 'Étale']
  for (const [index, title] of titles.entries()) {
    write(
      `Low Tide Ministry/Harbour Arithmetic/0${index + 1}.flac`,
      flac(
        [
          ['TITLE', title], ['ARTIST', 'Low Tide Ministry'], ['ALBUMARTIST', 'Low Tide Ministry'], ['ALBUM', 'Harbour Arithmetic'], ['DATE', '1997-03-01'],
          ['TRACKNUMBER', String(index + 1)], ['DISCNUMBER', '1'], ['GENRE', 'Ambient'], ['GENRE', 'Drone'],
        ],
        [flacPicture(cover)],
        44_100 * (13 + index),
      ),
    )
  }
  const mp3 = (title: string, artist: string, album: string | null, number: number): Buffer =>
    Buffer.concat([
      id3v2([
        id3Frame('TIT2', id3Text('utf8', title)), id3Frame('TPE1', id3Text('utf8', artist)), id3Frame('TRCK', id3Text('utf8', String(number))),
        ...(album === null ? [] : [id3Frame('TALB', id3Text('utf8', album)), id3Frame('TPE2', id3Text('utf8', artist)), id3Frame('TDRC', id3Text('utf8', album === 'Elsewhere' ? '2021' : '1997'))]),
      ]),
      mp3Frames(500),
    ])
  write('Low Tide Ministry/Harbour Arithmetic (MP3)/01.mp3', mp3('Tidal Gauge', 'Low Tide Ministry', 'Harbour Arithmetic', 1))
  write('Ines Vogt/Elsewhere/01.mp3', mp3('Platform', 'Ines Vogt', 'Elsewhere', 1))
  write('Ines Vogt/Elsewhere/02.mp3', mp3('Waiting Room', 'Ines Vogt', 'Elsewhere', 2))
  write('loose/found.mp3', mp3('Found Sound', 'Nobody Much', null, 1))
  write('loose/empty.mp3', Buffer.alloc(0))
  write('loose/notes.flac', Buffer.from('these are notes, not music\n'.repeat(200)))
}
