// Unpacks the browser into the directory that is named: the program, its libraries and its fonts.

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

import { extract } from 'tar-fs'

const packed = fileURLToPath(new URL('node_modules/@sparticuz/chromium/bin/', import.meta.url))
const directory = process.argv[2]

const unpacked = (name, target) =>
  pipeline(createReadStream(path.join(packed, name)), createBrotliDecompress(), target)

await mkdir(directory, { recursive: true })
await Promise.all([
  unpacked('chromium.br', createWriteStream(path.join(directory, 'chromium'), { mode: 0o755 })),
  unpacked('al2023.tar.br', extract(directory)),
  unpacked('swiftshader.tar.br', extract(directory)),
  unpacked('fonts.tar.br', extract(directory)),
])
