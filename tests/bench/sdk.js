// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Twilio's SDK in the role of parley-cli, for the benches that compare the two.
//
// Usage: node sdk.js load COUNT       says when it is initialised and when COUNT conversations are loaded
//        node sdk.js receive COUNT    says when the first message and when COUNT played ones have arrived
// PARLEY_BENCH_SERVICE is the service; PARLEY_BENCH_TOKEN_URL gives the token: both clients start by signing in.

globalThis.crypto ??= require('node:crypto').webcrypto; // Node 18 of Debian 12 has no such global

const { Client } = require('@twilio/conversations');

const [task, count] = [process.argv[2], Number(process.argv[3])];
const say = (event) => process.stdout.write(`${JSON.stringify({ event })}\n`);

/** Calls `reached` once, when what it gives back has been called `count` times. */
function counter(reached) {
    let left = count;
    return () => {
        left -= 1;
        if (left === 0)
            reached();
    };
}

async function run() {
    const token = await (await fetch(process.env.PARLEY_BENCH_TOKEN_URL)).text();
    const client = new Client(token, {
        twilsock: { uri: process.env.PARLEY_BENCH_SERVICE },
    });
    client.on('initialized', () => say('initialized'));
    client.on('initFailed', () => process.exit(1));
    if (task === 'load') {
        client.on('conversationJoined', counter(() => say('loaded')));
    } else {
        const countPlayed = counter(() => say('received'));
        client.once('messageAdded', () => say('messageAdded'));
        client.on('messageAdded', ({ body }) => {
            if (body.startsWith('played'))
                countPlayed();
        });
    }
}

run();
