// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// A token server to start from: POST /token with Basic authentication answers an access token for
// Twilio Conversations. Put it behind https before it leaves your machine. See README.md.

const { createHash, timingSafeEqual } = require('node:crypto');
const http = require('node:http');
const { AccessToken } = require('twilio').jwt;

const env = process.env;
for (const name of ['TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_SERVICE_SID', 'USERS']) {
    if (!env[name])
        throw new Error(`The environment variable ${name} is not set.`);
}
const users = new Map(Object.entries(JSON.parse(env.USERS))); // replace this with your own accounts

/** The name of the user that the request authenticates as; undefined: it is refused. */
function authenticated(request) {
    const [scheme, credential = ''] = (request.headers.authorization ?? '').split(' ');
    const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(credential, 'base64').toString('utf8')) ?? [];
    const digest = (text) => createHash('sha256').update(text).digest();
    const isRight = scheme === 'Basic' && users.has(name) && timingSafeEqual(digest(users.get(name)), digest(password));
    return isRight ? name : undefined;
}

function tokenFor(identity) {
    const options = { identity, ttl: Number(env.TOKEN_TTL ?? 3600), region: env.TWILIO_REGION };
    const token = new AccessToken(env.TWILIO_ACCOUNT_SID, env.TWILIO_API_KEY, env.TWILIO_API_SECRET, options);
    token.addGrant(new AccessToken.ChatGrant({ serviceSid: env.TWILIO_SERVICE_SID }));
    return token.toJwt();
}

const server = http.createServer((request, response) => {
    const answer = (status, body, headers = {}) => response
        .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers })
        .end(JSON.stringify(body));
    if (request.url !== '/token' || request.method !== 'POST')
        return answer(404, { error: 'POST /token' });
    const identity = authenticated(request);
    if (identity === undefined)
        return answer(401, { error: 'user or password' }, { 'WWW-Authenticate': 'Basic realm="token", charset="UTF-8"' });
    return answer(200, { token: tokenFor(identity), identity });
});
server.listen(Number(env.PORT ?? 3000), '127.0.0.1', () => {
    console.log(JSON.stringify({ event: 'ready', tokenUrl: `http://127.0.0.1:${server.address().port}/token` }));
});
