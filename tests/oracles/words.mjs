// Reads sessions from standard input, one a line, as booking answers them, and says of each what the web would.

import { readFileSync } from 'node:fs'

import { spanInWords } from '../../web/src/time/words.ts'

const sessions = readFileSync(0, 'utf8').split('\n').map((line) => JSON.parse(line))
console.log(JSON.stringify(sessions.map((session) => spanInWords(session))))
