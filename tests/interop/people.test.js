// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Users, direct conversations, and what one may not do: every feature in both directions.

const assert = require('node:assert');

const { bothSee, comesToSee, only, refusalOf, testFeatures } = require('./lib/features.js');
const { SdkActor } = require('./lib/actors.js');

let numbers = 0;

testFeatures('users', [
    {
        feature: 'friendly name',
        check: async ({ does, sees, stage }) => {
            await stage.shared(does);
            await sees.user(does.identity);
            const friendlyName = `Dr. ${does.identity} Ünal ${++numbers}`;
            await does.setFriendlyName(friendlyName);
            await sees.waitFor({ event: 'userUpdated', identity: does.identity, friendlyName });
            await bothSee([does, sees], async (actor) => (await actor.user(does.identity)).friendlyName, friendlyName);
        },
    },
    {
        feature: 'attributes of a user',
        check: async ({ does, sees, stage }) => {
            await stage.shared(does);
            await sees.user(does.identity);
            const attributes = { team: 'blue', number: ++numbers, list: [true, null] };
            await does.setUserAttributes(attributes);
            await bothSee([does, sees], async (actor) => (await actor.user(does.identity)).attributes, attributes);
        },
    },
    {
        feature: 'everything about a user',
        check: async ({ does, sees }) => {
            const seen = async (actor) =>
                only(await actor.user(does.identity), 'identity', 'friendlyName', 'attributes', 'online', 'notifiable');
            await comesToSee(sees, () => seen(sees), await seen(does));
            assert.strictEqual((await seen(sees)).online, true);
        },
    },
    {
        feature: 'reachability of a user who comes and goes',
        check: async ({ does, sees, stage }) => {
            const online = async (actor) => (await actor.user('carol')).online;
            const sid = await stage.shared(does);
            await does.add(sid, 'carol');
            await bothSee([does, sees], online, false);
            const carol = await SdkActor.start(stage.service, 'carol');
            try {
                await bothSee([does, sees], online, true);
            } finally {
                await carol.stop();
            }
            await bothSee([does, sees], online, false);
        },
    },
]);

testFeatures('direct conversations', [
    {
        feature: 'one for the two of them, for either of them and however often',
        check: async ({ does, sees, stage }) => {
            const { alice, bob } = stage;
            if (does === bob) { // the SDK knows no such thing, but finds the one that is there
                const sid = await alice.openDirect('bob');
                const { uniqueName } = await alice.conversation(sid);
                await bob.waitFor({ event: 'conversationJoined', conversation: sid });
                assert.strictEqual((await bob.client.getConversationByUniqueName(uniqueName)).sid, sid);
                assert.strictEqual(await alice.openDirect('bob'), sid);
                return;
            }
            const sid = await does.openDirect(sees.identity);
            assert.strictEqual(await does.openDirect(sees.identity), sid);
            await sees.waitFor({ event: 'conversationJoined', conversation: sid });
            const seen = await sees.conversation(sid);
            assert.deepStrictEqual(seen.attributes, { parley: { direct: ['alice', 'bob'] } });
            await bothSee([does, sees], async (actor) =>
                (await actor.participants(sid)).map(({ identity }) => identity).sort(), ['alice', 'bob']);
        },
    },
]);

/** What both are refused with; where a client knows before it asks, it says so in its own word. */
function refusalRows(rows) {
    return rows.map(({ feature, code, own = {}, tries }) => ({
        feature: `refused: ${feature}`,
        check: async ({ does, sees, stage }) => {
            const expected = (does === stage.alice ? own.cli : own.sdk) ?? code;
            const sid = await stage.shared(sees); // made by the other: `does` is a simple participant
            const mark = sees.recorder.mark();
            const before = await sees.conversation(sid);
            assert.strictEqual(await refusalOf(() => tries({ does, sees, sid, stage })), expected);
            await does.send(sid, 'still here');
            await sees.waitFor({ event: 'messageAdded', conversation: sid, body: 'still here' }, { from: mark });
            assert.deepStrictEqual(only(await sees.conversation(sid), 'friendlyName', 'uniqueName', 'attributes'),
                only(before, 'friendlyName', 'uniqueName', 'attributes'));
            const said = sees.recorder.since(mark).filter(({ event, conversation }) =>
                conversation === sid && /^(message|participant|conversation(Left|Removed))/.test(event));
            assert.deepStrictEqual(said.map(({ event }) => event), ['messageAdded']);
        },
    }));
}

const unknown = 'CH00000000000000000000000000000000';

testFeatures('permissions and limits', refusalRows([
    {
        feature: 'rename, without the right to',
        code: '50107',
        tries: ({ does, sid }) => does.update(sid, { friendlyName: 'mine' }),
    },
    {
        feature: 'delete a conversation, without the right to',
        code: '50107',
        tries: ({ does, sid }) => does.deleteConversation(sid),
    },
    {
        feature: 'remove a participant, without the right to',
        code: '50107',
        tries: ({ does, sees, sid }) => does.expel(sid, sees.identity),
    },
    {
        feature: "edit another user's message",
        code: '50107',
        tries: async ({ does, sees, stage }) => {
            const sid = await stage.shared(sees);
            const [index] = await stage.fill(sid, 1, sees);
            await does.edit(sid, index, 'twisted');
        },
    },
    {
        feature: "delete another user's message",
        code: '50107',
        tries: async ({ does, sees, stage }) => {
            const sid = await stage.shared(sees);
            const [index] = await stage.fill(sid, 1, sees);
            await does.deleteMessage(sid, index);
        },
    },
    {
        feature: 'add a user who is there already',
        code: '50433',
        tries: ({ does, sees, sid }) => does.add(sid, sees.identity),
    },
    {
        feature: 'remove a user who is not there',
        code: '50432',
        tries: async ({ does, sees }) => {
            const own = await does.create({});
            await does.expel(own, 'carol');
        },
    },
    {
        feature: 'a unique name that is taken',
        code: '50353',
        tries: async ({ does, sees }) => {
            const uniqueName = `taken/${++numbers}`;
            await sees.create({ uniqueName });
            await does.create({ uniqueName });
        },
    },
    {
        feature: 'a friendly name of 257 characters',
        code: '50003',
        own: { cli: 'invalid' },
        tries: ({ does }) => does.create({ friendlyName: 'n'.repeat(257) }),
    },
    {
        feature: 'a text over 32 KiB',
        code: '50504',
        own: { cli: 'tooLong' },
        tries: ({ does, sid }) => does.send(sid, 'ä'.repeat(16 * 1024 + 1)),
    },
    {
        feature: 'attributes of a message over 4 KiB',
        code: '50303',
        own: { cli: 'tooLong' },
        tries: ({ does, sid }) => does.send(sid, 'big', { text: 'x'.repeat(4 * 1024) }),
    },
    {
        feature: 'attributes of a conversation over 16 KiB',
        code: '50303',
        own: { cli: 'tooLong' },
        tries: ({ does }) => does.create({ attributes: { text: 'x'.repeat(16 * 1024) } }),
    },
    {
        feature: 'an identity of 257 characters',
        code: '50206',
        own: { cli: 'invalid' },
        tries: async ({ does }) => does.add(await does.create({}), 'i'.repeat(257)),
    },
    {
        feature: 'a message that is not there',
        code: 'notFound',
        tries: ({ does, sid }) => does.edit(sid, 4711, 'nothing'),
    },
    {
        feature: 'a conversation that is not there',
        code: '50350',
        tries: ({ does }) => does.join(unknown),
    },
    {
        feature: 'a file over the limit',
        code: '50512',
        own: { cli: 'tooLarge' },
        tries: ({ does, sid }) => does.sendFile(sid,
            { filename: 'huge.bin', contentType: 'application/octet-stream', content: Buffer.alloc(26 * 1024 * 1024) }),
    },
]));
