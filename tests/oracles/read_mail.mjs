// Reads mails from standard input, a JSON list of them in base64, and says of each whom its headers name and its parts.

import { readFileSync } from 'node:fs'

import PostalMime from 'postal-mime'

const said = []
for (const content of JSON.parse(readFileSync(0, 'utf8'))) {
  const mail = await PostalMime.parse(Buffer.from(content, 'base64'))
  said.push({
    from: [mail.from],
    to: mail.to ?? [],
    reply_to: mail.replyTo ?? [],
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: mail.headers.map(({ originalKey }) => originalKey),
  })
}
console.log(JSON.stringify(said))
