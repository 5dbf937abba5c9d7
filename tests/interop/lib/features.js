// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const assert = require('node:assert');
const { isDeepStrictEqual } = require('node:util');

const { CliActor, Refusal, SdkActor } = require('./actors.js');
const { LocalService } = require('./programs.js');
const { after, before, describe, test } = require('./test.js');

const LIMIT_MS = 20000;
const SDK_CACHE_MS = 250; // for less than that the SDK answers from its memory what has changed meanwhile

/**
 * Runs every row of a table of features in both directions: `does` is the client that changes
 * something, `sees` the one beside it that has to see the same values.
 *
 * `users` says who they are: two people ('others', the default), or one person with two clients
 * ('same'), for what only oneself can see.
 */
function testFeatures(title, rows) {
    describe(title, () => {
        const stage = new Stage();
        before(() => stage.start());
        after(() => stage.stop());

        for (const { feature, users = 'others', check } of rows) {
            for (const direction of ['SDK -> CLI', 'CLI -> SDK']) {
                test(`${feature}, ${direction}`, () => {
                    const sdk = users === 'same' ? stage.aliceToo : stage.bob;
                    const [does, sees] = direction === 'SDK -> CLI' ? [sdk, stage.alice] : [stage.alice, sdk];
                    return check({ does, sees, stage });
                });
            }
        }
    });
}

/** A service with parley-cli as alice, and the SDK as bob and as alice once more. */
class Stage {
    async start() {
        this.service = await LocalService.start();
        [this.alice, this.bob, this.aliceToo] = await Promise.all([
            CliActor.start(this.service, 'alice'), SdkActor.start(this.service, 'bob'),
            SdkActor.start(this.service, 'alice'),
        ]);
        this.conversations = 0;
    }

    async stop() {
        await Promise.allSettled([this.alice?.stop(), this.bob?.stop(), this.aliceToo?.stop()]);
        await this.service?.stop();
    }

    /** A new conversation of alice and bob that both know, made by `maker`: its SID. */
    async shared(maker = this.alice) {
        const sid = await maker.create({ friendlyName: `Shared ${++this.conversations}` });
        await maker.add(sid, maker.identity === 'alice' ? 'bob' : 'alice');
        await Promise.all([this.alice, this.bob, this.aliceToo].map((actor) =>
            actor.waitFor({ event: 'conversationJoined', conversation: sid })));
        // Also: the SDK tells who comes and goes once it has been asked who is there.
        await Promise.all([this.alice, this.bob, this.aliceToo].map((actor) => comesToSee(actor,
            async () => (await actor.participants(sid)).length, 2)));
        return sid;
    }

    /** Messages with the bodies '0' to 'count - 1', which both have: their indices. */
    async fill(sid, count, author = this.bob) {
        const indices = [];
        for (let number = 0; number < count; ++number)
            indices.push(await author.send(sid, String(number)));
        await Promise.all([this.alice, this.bob, this.aliceToo].map((actor) =>
            actor.waitFor({ event: 'messageAdded', conversation: sid, index: indices.at(-1) })));
        return indices;
    }
}

/** Both see it: `view` of an actor comes to be `expected`, all of it. */
async function bothSee(actors, view, expected) {
    await Promise.all(actors.map((actor) => comesToSee(actor, () => view(actor), expected)));
}

/** Looks again whenever `actor` says something (or is silent), until what it sees is what is expected. */
async function comesToSee(actor, view, expected) {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
        const mark = actor.recorder.mark();
        const seen = await view();
        if (isDeepStrictEqual(seen, expected))
            return;
        if (Date.now() > end)
            assert.deepStrictEqual(seen, expected, `what ${actor.recorder.name} sees`);
        await actor.recorder.waitUntil(() => actor.recorder.since(mark).some(({ event }) => event !== 'result'),
            { limit: SDK_CACHE_MS });
    }
}

/** The code that `action` is refused with. */
async function refusalOf(action) {
    const outcome = await action().then(() => null, (error) => error);
    assert.ok(outcome instanceof Refusal, outcome ?? 'it was not refused');
    return outcome.code;
}

/** The fields of `object` that are named, or all but those. */
function only(object, ...names) {
    return Object.fromEntries(names.map((name) => [name, object[name]]));
}

module.exports = { bothSee, comesToSee, only, refusalOf, testFeatures };
