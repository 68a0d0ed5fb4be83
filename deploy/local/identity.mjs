// The development identity provider: a page with a button for each preset user, and nothing to protect.
// Production names a provider of its own. The protocol is oidc-provider's; here are only its settings and that page.

import crypto from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'

import { Provider } from 'oidc-provider'

const issuer = process.env.STANDING_ISSUER
const audience = process.env.STANDING_AUDIENCE
const port = Number(process.env.STANDING_IDENTITY_PORT)
const directory = process.env.STANDING_IDENTITY_DIRECTORY
const webOrigins = process.env.STANDING_WEB_ORIGINS.split(',')
const users = JSON.parse(fs.readFileSync(path.join(directory, 'users.json')))

const userOf = (subject) => users.find((user) => user.sub === subject)

const keys = keptKeys(path.join(directory, 'keys.json'))

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'standing-web',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: webOrigins.map((origin) => `${origin}/auth/callback`),
      post_logout_redirect_uris: webOrigins.map((origin) => `${origin}/`),
    },
  ],
  clientBasedCORS: (_context, origin) => webOrigins.includes(origin),
  jwks: keys.jwks,
  cookies: { keys: [keys.cookie] },
  pkce: { required: () => true },
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,

  scopes: ['openid', 'profile', 'email', 'practice', 'offline_access'],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'], practice: ['practice_id', 'roles'] },
  conformIdTokenClaims: false,
  findAccount: (_context, subject) => {
    const user = userOf(subject)
    return user && { accountId: subject, claims: () => user }
  },
  extraTokenClaims: (_context, token) => {
    const user = userOf(token.accountId)
    return user && { practice_id: user.practice_id, roles: user.roles, name: user.name }
  },

  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = logoutPage(form)
      },
    },
    // What makes the access token a signed one for our services, instead of an opaque one for the provider alone.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        audience,
        scope: 'standing',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 900,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  ttl: { IdToken: 900, Session: 28_800, Interaction: 600, Grant: 28_800, RefreshToken: 28_800 },

  interactions: { url: (_context, interaction) => `/login/${interaction.uid}` },
  // The one client is our own: nobody is asked whether it may have what it asks for.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
    grant.addOIDCScope('openid profile email practice offline_access')
    grant.addResourceScope(audience, 'standing')
    await grant.save()
    return grant
  },
})

const answerProtocol = provider.callback()

http
  .createServer(async (request, response) => {
    const { pathname } = new URL(request.url, issuer)
    try {
      if (pathname === '/health') {
        response.end('ok')
      } else if (pathname.startsWith('/login/')) {
        await answerLogin(request, response)
      } else {
        answerProtocol(request, response)
      }
    } catch (error) {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message)
    }
  })
  .listen(port, '127.0.0.1')

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => process.exit(0))
}

async function answerLogin(request, response) {
  await provider.interactionDetails(request, response) // throws for a login that was never begun
  const user = request.method === 'POST' && userOf((await form(request)).get('sub'))
  if (user) {
    const login = { accountId: user.sub }
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  } else {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(loginPage())
  }
}

async function form(request) {
  let body = ''
  for await (const chunk of request) {
    body += chunk
  }
  return new URLSearchParams(body)
}

function loginPage() {
  const buttons = users.map(
    (user) =>
      `<p><button name="sub" value="${escaped(user.sub)}">` +
      `${escaped(user.name)}, ${escaped(user.roles.join(', '))}, ${escaped(user.practice)}</button></p>`,
  )
  return (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Sign in</title>' +
    `<h1>Sign in (development)</h1><form method="post">${buttons.join('')}</form></html>`
  )
}

function logoutPage(form) {
  return (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Sign out</title>' +
    `<h1>Sign out (development)</h1>${form}` +
    '<p><button form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button></p></html>'
  )
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The signing key and the cookies' key: made at the first start, so that a restart signs nobody out. */
function keptKeys(file) {
  if (fs.existsSync(file)) {
    return JSON.parse(fs.readFileSync(file))
  }
  const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = `development-${crypto.randomBytes(4).toString('hex')}`
  const made = {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid }] },
    cookie: crypto.randomBytes(32).toString('base64url'),
  }
  // Whole or not at all: a half-written file would keep every later start from working.
  fs.writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
  return made
}
