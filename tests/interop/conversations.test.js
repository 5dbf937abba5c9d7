// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Conversations and who is in them: every feature in both directions.

const assert = require('node:assert');

const { bothSee, comesToSee, only, testFeatures } = require('./lib/features.js');

const NAMES = ['friendlyName', 'uniqueName', 'attributes', 'createdBy', 'dateCreated', 'dateUpdated'];

let names = 0;
const freshName = (kind) => `${kind}/${++names} ä&?`;

/** Both come to see these values, and then have all names, attributes and dates in common. */
async function sameConversation({ does, sees }, sid, values) {
    await comesToSee(does, async () => only(await does.conversation(sid), ...Object.keys(values)), values);
    const seen = only(await does.conversation(sid), ...NAMES);
    await comesToSee(sees, async () => only(await sees.conversation(sid), ...NAMES), seen);
}

function roleOf(participants, identity) {
    return participants.find((one) => one.identity === identity).roleSid;
}

testFeatures('conversations', [
    {
        feature: 'create with friendly name, unique name and attributes',
        check: async ({ does, sees }) => {
            const wanted = {
                friendlyName: 'Grüße 👋', uniqueName: freshName('made'), attributes: { topic: 'lamps', list: [1, null] },
            };
            const sid = await does.create(wanted);
            await does.add(sid, sees.identity);
            await sees.waitFor({ event: 'conversationJoined', conversation: sid, friendlyName: wanted.friendlyName });
            await sameConversation({ does, sees }, sid, { ...wanted, createdBy: does.identity });
        },
    },
    {
        feature: 'create without any name',
        check: async ({ does, sees }) => {
            const sid = await does.create({});
            await does.add(sid, sees.identity);
            await sees.waitFor({ event: 'conversationJoined', conversation: sid });
            await sameConversation({ does, sees }, sid, { friendlyName: '', uniqueName: '', attributes: {} });
        },
    },
    {
        feature: 'rename',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            await does.update(sid, { friendlyName: 'Foghorn' });
            await sees.waitFor({ event: 'conversationUpdated', conversation: sid, friendlyName: 'Foghorn' });
            await sameConversation({ does, sees }, sid, { friendlyName: 'Foghorn' });
        },
    },
    {
        feature: 'set, change and remove the unique name',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            for (const uniqueName of [freshName('set'), freshName('changed'), '']) {
                await does.update(sid, { uniqueName });
                await sees.waitFor({ event: 'conversationUpdated', conversation: sid, uniqueName });
                await sameConversation({ does, sees }, sid, { uniqueName });
            }
        },
    },
    {
        feature: 'attributes of a conversation',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const attributes = { colour: 'green', nested: { deep: [true, 1.5, 'x'] }, text: 'ä"\\\n' };
            await does.update(sid, { attributes });
            await bothSee([does, sees], async (actor) => (await actor.conversation(sid)).attributes, attributes);
            await does.update(sid, { attributes: {} });
            await bothSee([does, sees], async (actor) => (await actor.conversation(sid)).attributes, {});
        },
    },
    {
        feature: 'leave, and join again by SID',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            await does.leave(sid);
            await does.waitFor({ event: 'conversationLeft', conversation: sid });
            await sees.waitFor({ event: 'participantLeft', conversation: sid, identity: does.identity });
            const mark = sees.recorder.mark();
            assert.strictEqual(await does.join(sid), sid);
            await sees.waitFor({ event: 'participantJoined', conversation: sid, identity: does.identity }, { from: mark });
        },
    },
    {
        feature: 'unique name instead of the SID',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const uniqueName = freshName('door');
            await does.update(sid, { uniqueName });
            await bothSee([does, sees], async (actor) => (await actor.conversation(sid)).uniqueName, uniqueName);
            if (does !== stage.alice) { // the SDK can only look up what it takes part in
                const found = await does.client.getConversationByUniqueName(uniqueName);
                assert.strictEqual(found.sid, sid);
                await found.sendMessage('found it');
                await sees.waitFor({ event: 'messageAdded', conversation: sid, body: 'found it' });
                return;
            }
            await does.leave(uniqueName);
            await sees.waitFor({ event: 'participantLeft', conversation: sid, identity: does.identity });
            const mark = sees.recorder.mark();
            assert.strictEqual(await does.join(uniqueName), sid);
            await sees.waitFor({ event: 'participantJoined', conversation: sid, identity: does.identity }, { from: mark });
        },
    },
    {
        feature: 'delete',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            await does.deleteConversation(sid);
            for (const actor of [does, sees]) {
                await actor.waitFor({ event: 'conversationRemoved', conversation: sid });
                await comesToSee(actor, async () =>
                    (await actor.list()).some(({ conversation }) => conversation === sid), false);
            }
        },
    },
    {
        feature: 'add and remove a participant',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const carol = { conversation: sid, identity: 'carol' };
            await does.add(sid, 'carol');
            await Promise.all([does, sees].map((actor) => actor.waitFor({ event: 'participantJoined', ...carol })));
            const identities = async (actor) => (await actor.participants(sid)).map(({ identity }) => identity).sort();
            await bothSee([does, sees], identities, ['alice', 'bob', 'carol']);
            await does.expel(sid, 'carol');
            await Promise.all([does, sees].map((actor) => actor.waitFor({ event: 'participantLeft', ...carol })));
            await bothSee([does, sees], identities, ['alice', 'bob']);
        },
    },
    {
        feature: 'be removed by another user',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            await does.expel(sid, sees.identity);
            await does.waitFor({ event: 'participantLeft', conversation: sid, identity: sees.identity });
            await sees.waitFor({ event: 'conversationLeft', conversation: sid });
            await comesToSee(sees, async () =>
                (await sees.list()).some(({ conversation }) => conversation === sid), false);
        },
    },
    {
        feature: 'roles of participants',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const byIdentity = async (actor) => (await actor.participants(sid))
                .map((one) => only(one, 'identity', 'roleSid')).sort((a, b) => a.identity.localeCompare(b.identity));
            const roles = await byIdentity(does);
            assert.deepStrictEqual(await byIdentity(sees), roles);
            for (const { roleSid } of roles)
                assert.match(roleSid, /^RL[0-9a-f]{32}$/);
            assert.notStrictEqual(roleOf(roles, does.identity), roleOf(roles, sees.identity)); // the maker may more
        },
    },
    {
        feature: 'attributes of a participant',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared(does);
            const attributes = { desk: 12, tags: ['a', 'b'] };
            await does.setParticipantAttributes(sid, does.identity, attributes);
            await sees.waitFor({ event: 'participantUpdated', conversation: sid, identity: does.identity });
            await bothSee([does, sees], async (actor) => (await actor.participants(sid))
                .find(({ identity }) => identity === does.identity).attributes, attributes);
        },
    },
    {
        feature: 'notification level',
        users: 'same',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared();
            const level = async (actor) => (await actor.conversation(sid)).notificationLevel;
            await bothSee([does, sees], level, 'default');
            for (const wanted of ['muted', 'default']) {
                await does.setLevel(sid, wanted);
                await bothSee([does, sees], level, wanted);
            }
        },
    },
    {
        feature: 'last message, also after it was deleted',
        check: async ({ does, sees, stage }) => {
            const sid = await stage.shared();
            const last = async (actor) => (await actor.conversation(sid)).lastMessage;
            assert.strictEqual(await last(sees), null);
            const first = await does.send(sid, 'first');
            const second = await does.send(sid, 'second');
            const expected = async (index) => ({ index, dateCreated: (await does.message(sid, index)).dateCreated });
            const older = await expected(first);
            await bothSee([does, sees], last, await expected(second));
            await does.deleteMessage(sid, second);
            await bothSee([does, sees], last, older);
        },
    },
    {
        feature: 'conversations sorted by their last message',
        check: async ({ does, sees, stage }) => {
            const sids = [await stage.shared(), await stage.shared(), await stage.shared()];
            for (const sid of [sids[1], sids[2], sids[0]])
                await stage.fill(sid, 1, does);
            const byActivity = async (actor) => (await actor.list())
                .filter(({ conversation }) => sids.includes(conversation))
                .sort((a, b) => b.lastMessage?.dateCreated.localeCompare(a.lastMessage?.dateCreated ?? ''))
                .map(({ conversation }) => conversation);
            await bothSee([does, sees], byActivity, [sids[0], sids[2], sids[1]]);
        },
    },
    {
        feature: 'list of conversations',
        users: 'same',
        check: async ({ does, sees, stage }) => {
            await stage.shared();
            const listed = async (actor) => (await actor.list()).map((one) => only(one, 'conversation', ...NAMES))
                .sort((a, b) => a.conversation.localeCompare(b.conversation));
            await comesToSee(sees, () => listed(sees), await listed(does));
        },
    },
]);
