// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// The documented life of an access token, lived by Twilio's SDK and by parley-cli: the same
// situation must give the same events in the same order.

const assert = require('node:assert');

const { CliSubject, SdkSubject, lifecycleOf } = require('./lib/lifecycle.js');
const { LocalService } = require('./lib/programs.js');
const { after, before, describe, test } = require('./lib/test.js');

/** A token whose signature does not fit any more: only the service can tell. */
function tampered(token) {
    const [header, payload, signature] = token.split('.');
    const changed = signature[0] === 'A' ? 'B' : 'A';
    return [header, payload, changed + signature.slice(1)].join('.');
}

/**
 * Each row: what happens to a client that has been connected with a good token. A step does
 * something or waits for an event; `events` is what the client must have said by the end, in order.
 * `cli` replaces what differs on purpose, and says why.
 */
const situations = [
    {
        title: 'the start',
        sinceStart: true,
        steps: [],
        events: ['connecting', 'connected', 'initialized'],
    },
    {
        title: 'leaving on purpose',
        steps: [{ leave: true }],
        isOffline: true,
        events: ['disconnecting', 'disconnected'],
    },
    {
        title: 'a new token before the old one is near its end',
        steps: [{ update: { ttl: 7200 }, taken: true }],
        events: [],
    },
    {
        title: 'the same token again',
        steps: [{ update: { ttl: 7200, name: 'second' }, taken: true }, { update: { again: 'second' }, taken: true }],
        events: [],
    },
    {
        title: 'told that the token is about to expire, and updated in time',
        aboutToExpireLead: 190, // the service says so earlier than a client could by its own clock
        steps: [
            { update: { ttl: 193 }, taken: true },
            { wait: { event: 'tokenAboutToExpire' } },
            { update: { ttl: 3600 }, taken: true },
        ],
        events: ['tokenAboutToExpire'],
    },
    {
        title: 'a token that is in its last three minutes already',
        steps: [{ update: { ttl: 60 }, taken: true }, { wait: { event: 'tokenAboutToExpire' } }],
        events: ['tokenAboutToExpire'],
    },
    {
        title: 'no client updates the token: it expires, and the next one connects again',
        steps: [
            { update: { ttl: 4 }, taken: true },
            { wait: { event: 'tokenExpired' } },
            { wait: { event: 'connectionStateChanged', state: 'disconnected' } },
            { update: { ttl: 3600 }, taken: true },
            { wait: { event: 'connectionStateChanged', state: 'connected' } },
        ],
        events: ['tokenAboutToExpire', 'disconnecting', 'tokenExpired', 'disconnected', 'connecting', 'connected'],
    },
    {
        title: 'the service refuses the token, and the next one connects again',
        steps: [
            { update: { ttl: 7200, change: tampered }, taken: false },
            { wait: { event: 'connectionError' } },
            { wait: { event: 'connectionStateChanged', state: 'denied' } },
            { update: { ttl: 7200 }, taken: true },
            { wait: { event: 'connectionStateChanged', state: 'connected' } },
        ],
        events: ['denied', 'connectionError terminal 401/20101', 'connecting', 'connected'],
    },
    {
        title: 'a token of another user',
        steps: [{ update: { ttl: 7200, identity: 'bob' }, taken: false }],
        isOffline: true,
        events: ['denied', 'connectionError terminal 401/51215'],
        cli: {
            why: 'sees it before the service does, and keeps the connection that works',
            events: [],
        },
    },
    {
        title: 'a token that has expired already',
        steps: [{ update: { ttl: -10 }, taken: false }],
        isOffline: true,
        events: ['denied', 'tokenExpired', 'connectionError terminal 401/20104'],
        cli: {
            why: 'needs no service to tell, and closes the connection itself',
            isOffline: true,
            events: ['tokenExpired', 'disconnecting', 'disconnected'],
        },
    },
];

/** Takes one client through a situation and gives what it has said about token and connection. */
async function live(subject, service, situation, expected) {
    const tokens = {};
    const mark = situation.sinceStart ? 0 : subject.recorder.mark();
    for (const { leave, update, wait, taken } of situation.steps) {
        if (wait !== undefined)
            await subject.recorder.waitFor(wait, { from: mark });
        if (leave)
            await subject.leave();
        if (update === undefined)
            continue;
        const token = update.again ? tokens[update.again] : await service.token(update.identity ?? 'alice', update.ttl);
        tokens[update.name] = token;
        const failure = await subject.updateToken(update.change ? update.change(token) : token);
        assert.strictEqual(failure === null, taken, `updateToken: ${failure ?? 'was taken'}`);
    }
    const said = () => lifecycleOf(subject.recorder.since(mark));
    await subject.recorder.waitUntil(() => said().length >= expected.events.length);
    if (!expected.isOffline)
        await subject.roundTrip(); // whatever else there was to be said has been said now
    return said();
}

for (const situation of situations) {
    describe(situation.title, () => {
        let service;
        before(async () => {
            service = await LocalService.start(situation);
        });
        after(() => service?.stop());

        for (const Subject of [SdkSubject, CliSubject]) {
            const expected = Subject === CliSubject && situation.cli ? situation.cli : situation;
            test(`${Subject.label}${expected.why ? `: ${expected.why}` : ''}`, async () => {
                const subject = await Subject.start(service, 'alice');
                try {
                    const said = await live(subject, service, situation, expected);
                    assert.deepStrictEqual(said, expected.events);
                } finally {
                    await subject.stop();
                }
            });
        }
    });
}
