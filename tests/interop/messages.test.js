// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Messages, media, typing and reading: every feature in both directions.

const assert = require('node:assert');
const crypto = require('node:crypto');

const { bothSee, comesToSee, only, testFeatures } = require('./lib/features.js');

/** Both have this message with the same values; gives it. */
async function sameMessage(actors, sid, index) {
    const seen = await Promise.all(actors.map(async (actor) => withoutDetail(await actor.message(sid, index))));
    assert.deepStrictEqual(seen[1], seen[0]);
    return seen[0];
}

/** Of a result all fields count, but for those that only say to which command it belongs. */
function withoutDetail({ event, at, id, ...message }) {
    return message;
}

/** What was added, in the same words of both. */
async function bothHear(actors, expected) {
    const heard = await Promise.all(actors.map(async (actor) => withoutDetail(await actor.waitFor(expected))));
    const fields = Object.keys(heard[1]).filter((field) => field !== 'updateReasons');
    assert.deepStrictEqual(only(heard[1], ...fields), only(heard[0], ...fields));
    return heard[0];
}

const bodiesOf = (messages) => messages.map(({ body }) => body);

const bodies = [
    { name: 'plain text', body: 'Good morning' },
    { name: 'several scripts and symbols', body: 'Grüße, привет, 你好 👋🏽 \u202eabc' },
    { name: 'lines, quotes, backslashes, HTML', body: 'a "q"\nline \\ and\ttab\r\n<b>x</b>&amp;\u0001' },
    { name: 'the longest text there may be', body: 'ä'.repeat(16 * 1024) },
];

testFeatures('messages', [
    ...bodies.map(({ name, body }) => ({
        feature: `text: ${name}`,
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const index = await does.send(sid, body);
            const heard = await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index });
            assert.deepStrictEqual(only(heard, 'body', 'author', 'attributes', 'media'),
                { body, author: does.identity, attributes: {}, media: [] });
            assert.match(heard.sid, /^IM[0-9a-f]{32}$/);
            assert.match(heard.participant, /^MB[0-9a-f]{32}$/);
            await sameMessage([does, sees], sid, index);
        },
    })),
    {
        feature: 'attributes of a message, when sent and changed',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const attributes = { mood: 'fine', steps: [1, 2.5, null], nested: { ok: true } };
            const index = await does.send(sid, 'with attributes', attributes);
            const added = await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index });
            assert.deepStrictEqual(added.attributes, attributes);
            await does.setAttributes(sid, index, { ...attributes, mood: 'better' });
            const updated = await bothHear([does, sees], { event: 'messageUpdated', conversation: sid, index });
            assert.deepStrictEqual(updated.attributes, { ...attributes, mood: 'better' });
            assert.strictEqual(updated.body, 'with attributes');
        },
    },
    {
        feature: 'edit',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const index = await does.send(sid, 'first words', { kept: true });
            await does.edit(sid, index, 'second thoughts');
            const heard = await bothHear([does, sees], { event: 'messageUpdated', conversation: sid, index });
            assert.strictEqual(heard.body, 'second thoughts');
            assert.deepStrictEqual(heard.attributes, { kept: true });
            assert.ok(heard.dateUpdated >= heard.dateCreated);
            await sameMessage([does, sees], sid, index);
        },
    },
    {
        feature: 'delete',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const indices = await stage.fill(sid, 3, does);
            await does.deleteMessage(sid, indices[1]);
            for (const actor of [does, sees]) {
                await actor.waitFor({ event: 'messageRemoved', conversation: sid, index: indices[1] });
                assert.deepStrictEqual(bodiesOf(await actor.history(sid, { count: 10 })), ['0', '2']);
            }
        },
    },
    {
        feature: 'history, the newest',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            await stage.fill(sid, 12, does);
            for (const actor of [does, sees]) {
                assert.deepStrictEqual(bodiesOf(await actor.history(sid, { count: 5 })), ['7', '8', '9', '10', '11']);
                assert.strictEqual((await actor.history(sid, { count: 50 })).length, 12);
            }
        },
    },
    {
        feature: 'history backwards from a message',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const indices = await stage.fill(sid, 12, does);
            await does.deleteMessage(sid, indices[5]);
            await sees.waitFor({ event: 'messageRemoved', conversation: sid, index: indices[5] });
            for (const actor of [does, sees]) {
                const page = await actor.history(sid, { count: 3, before: indices[7] });
                assert.deepStrictEqual(bodiesOf(page), ['3', '4', '6']);
                assert.deepStrictEqual(bodiesOf(await actor.history(sid, { count: 9, before: indices[1] })), ['0']);
            }
        },
    },
    {
        feature: 'history forwards from a message',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const indices = await stage.fill(sid, 12, does);
            await does.deleteMessage(sid, indices[5]);
            await sees.waitFor({ event: 'messageRemoved', conversation: sid, index: indices[5] });
            for (const actor of [does, sees]) {
                const page = await actor.history(sid, { count: 3, after: indices[3] });
                assert.deepStrictEqual(bodiesOf(page), ['4', '6', '7']);
                assert.deepStrictEqual(bodiesOf(await actor.history(sid, { count: 9, after: indices[10] })), ['11']);
            }
        },
    },
    {
        feature: 'message by its index',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const indices = await stage.fill(sid, 3, does);
            for (const [number, index] of indices.entries())
                assert.strictEqual((await sameMessage([does, sees], sid, index)).body, String(number));
        },
    },
    {
        feature: 'reactions and replies beside what others keep in the attributes',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const theirs = { app: { id: 7 }, parley: { reply: { sid: 'IM1', index: 3, author: 'carol', text: 'Tea?' } } };
            const index = await does.send(sid, 'Yes', theirs);
            await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index });
            // Reactions are parley's own: it sets them, the SDK sees them as attributes.
            await stage.alice.run('react', { conversation: sid, index, emoji: '👍', on: true });
            const reactions = async (actor) => (await actor.message(sid, index)).attributes;
            const expected = { ...theirs, parley: { ...theirs.parley, reactions: { '👍': ['alice'] } } };
            await bothSee([does, sees], reactions, expected);
            await stage.alice.run('react', { conversation: sid, index, emoji: '👍', on: false });
            await bothSee([does, sees], reactions, theirs);
        },
    },
    {
        feature: 'reply with a quote',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const original = await does.send(sid, 'What about tea?');
            await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index: original });
            const { sid: originalSid, index, author } = await does.message(sid, original);
            const { index: reply } = await stage.alice.run('send', { conversation: sid, body: 'Yes!', replyTo: original });
            const heard = await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index: reply });
            assert.deepStrictEqual(heard.attributes,
                { parley: { reply: { sid: originalSid, index, author, text: 'What about tea?' } } });
        },
    },
]);

const files = [
    { name: 'a picture', filename: 'dot.png', contentType: 'image/png', content: crypto.randomBytes(3000), body: 'look' },
    { name: 'a name with spaces and accents', filename: 'Märchen & more.txt', contentType: 'text/plain', content: Buffer.from('Es war einmal') },
    { name: 'a megabyte', filename: 'big.bin', contentType: 'application/octet-stream', content: crypto.randomBytes(1024 * 1024) },
];

testFeatures('media', [
    ...files.map(({ name, body, ...file }) => ({
        feature: `upload, list and download: ${name}`,
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const index = await does.sendFile(sid, file, body);
            const heard = await bothHear([does, sees], { event: 'messageAdded', conversation: sid, index });
            assert.strictEqual(heard.body, body ?? '');
            assert.strictEqual(heard.media.length, 1);
            assert.match(heard.media[0].sid, /^ME[0-9a-f]{32}$/);
            assert.deepStrictEqual(only(heard.media[0], 'category', 'filename', 'contentType', 'size'), {
                category: 'media', filename: file.filename, contentType: file.contentType, size: file.content.length,
            });
            for (const actor of [does, sees])
                assert.ok(file.content.equals(await actor.download(sid, index)), `${actor.recorder.name} got another file`);
        },
    })),
    {
        feature: 'temporary URL that needs no token',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const content = Buffer.from('anybody may read this for a while');
            const index = await does.sendFile(sid, { filename: 'a.txt', contentType: 'text/plain', content });
            await sees.waitFor({ event: 'messageAdded', conversation: sid, index });
            const response = await fetch(await sees.mediaUrl(sid, index));
            assert.strictEqual(response.status, 200);
            assert.strictEqual(response.headers.get('content-type').split(';')[0], 'text/plain');
            assert.strictEqual(await response.text(), String(content));
        },
    },
    {
        feature: 'media go with their message',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const index = await does.sendFile(sid, { filename: 'a.txt', contentType: 'text/plain', content: Buffer.from('x') });
            await sees.waitFor({ event: 'messageAdded', conversation: sid, index });
            const url = await sees.mediaUrl(sid, index);
            await does.deleteMessage(sid, index);
            await sees.waitFor({ event: 'messageRemoved', conversation: sid, index });
            assert.ok([403, 404, 410].includes((await fetch(url)).status));
        },
    },
]);

testFeatures('typing and reading', [
    {
        feature: 'typing starts, and ends by itself',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const typing = { conversation: sid, identity: does.identity };
            await does.typing(sid);
            await sees.waitFor({ event: 'typingStarted', ...typing });
            await sees.waitFor({ event: 'typingEnded', ...typing });
        },
    },
    {
        feature: 'typing ends with the message',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const typing = { conversation: sid, identity: does.identity };
            await does.typing(sid);
            await sees.waitFor({ event: 'typingStarted', ...typing });
            const asked = Date.now();
            await does.send(sid, 'there it is');
            await sees.waitFor({ event: 'typingEnded', ...typing });
            assert.ok(Date.now() - asked < 4000, 'it has ended by its own time');
        },
    },
    {
        feature: 'advance the read horizon, as others see it',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const indices = await stage.fill(sid, 3, sees);
            const horizon = async (actor) => (await actor.participants(sid))
                .find(({ identity }) => identity === does.identity).lastReadMessageIndex;
            assert.strictEqual(await horizon(sees), null);
            await does.read(sid, indices[1]);
            await sees.waitFor({
                event: 'participantUpdated', conversation: sid, identity: does.identity, lastReadMessageIndex: indices[1],
            });
            await bothSee([does, sees], horizon, indices[1]);
            await does.read(sid, indices[0]); // never back
            await does.read(sid, indices[2]);
            await bothSee([does, sees], horizon, indices[2]);
        },
    },
    {
        feature: 'own horizon and unread count, from none to all read and back',
        users: 'same',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared();
            const indices = await stage.fill(sid, 4);
            const own = async (actor) => only(await actor.conversation(sid), 'lastReadMessageIndex', 'unreadCount');
            const both = (expected) => bothSee([does, sees], own, expected);
            await both({ lastReadMessageIndex: null, unreadCount: null });
            await does.read(sid, indices[1]);
            await both({ lastReadMessageIndex: indices[1], unreadCount: 2 });
            await does.readAll(sid);
            await both({ lastReadMessageIndex: indices[3], unreadCount: 0 });
            await stage.bob.send(sid, 'one more');
            await both({ lastReadMessageIndex: indices[3], unreadCount: 1 });
            await does.readNone(sid);
            await both({ lastReadMessageIndex: null, unreadCount: null });
        },
    },
    {
        feature: 'unread count without what was deleted',
        users: 'same',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared();
            const indices = await stage.fill(sid, 4);
            await does.read(sid, indices[0]);
            await stage.bob.deleteMessage(sid, indices[2]);
            await comesToSee(sees, async () => (await sees.conversation(sid)).unreadCount, 2);
        },
    },
]);
