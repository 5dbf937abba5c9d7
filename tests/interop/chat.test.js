// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// parley-cli (alice) and Twilio's SDK (bob) in the same conversations: whatever one does, both see,
// with the same values.

const assert = require('node:assert');

const { Cli, LocalService } = require('./lib/programs.js');
const { SdkClient } = require('./lib/sdk.js');
const { after, before, describe, test } = require('./lib/test.js');

const MESSAGE_FIELDS = ['conversation', 'sid', 'index', 'author', 'body', 'dateCreated', 'attributes'];

describe('parley-cli and the SDK in one conversation', () => {
    let service;
    let alice;
    let bob;
    let conversations = 0;

    before(async () => {
        service = await LocalService.start();
        [alice, bob] = await Promise.all([Cli.start(service, 'alice'), SdkClient.start(service, 'bob')]);
    });
    after(async () => {
        await Promise.allSettled([alice?.stop(), bob?.stop()]);
        await service?.stop();
    });

    function pick(object, fields) {
        return Object.fromEntries(fields.map((field) => [field, object[field]]));
    }

    /** Waits until both have said it (a moment ago or later), checks that they mean the same, and gives it. */
    async function bothSay(expected, fields, options) {
        const [byAlice, byBob] = await Promise.all([
            alice.waitFor(expected, options), bob.waitFor(expected, options),
        ]);
        assert.deepStrictEqual(pick(byAlice, fields), pick(byBob, fields));
        return byAlice;
    }

    /** A new conversation of both, made by `maker`, who may do everything in it: its sid, and bob's side of it. */
    async function sharedConversation(maker = 'alice') {
        const names = { friendlyName: `Shared ${++conversations}`, uniqueName: `shared-${conversations}` };
        let sid;
        if (maker === 'alice') {
            ({ conversation: sid } = await alice.command('createConversation', names));
            await alice.command('addParticipant', { conversation: sid, identity: 'bob' });
            await alice.waitFor({ event: 'participantJoined', conversation: sid, identity: 'bob' });
        } else {
            const made = await bob.client.createConversation(names);
            ({ sid } = made);
            await made.join();
            await made.add('alice');
            await alice.waitFor({ event: 'conversationJoined', conversation: sid });
        }
        const his = await bob.conversation(sid);
        await his.getParticipants(); // from now on the SDK tells who joins
        return { sid, his };
    }

    test('both list the same conversations', async () => {
        await sharedConversation();
        const { sid } = await sharedConversation();
        await alice.waitFor({ event: 'conversationJoined', conversation: sid });
        const fields = ['conversation', 'friendlyName', 'uniqueName'];
        const bySid = (a, b) => a.conversation.localeCompare(b.conversation);
        const listed = (await alice.command('conversations')).map((one) => pick(one, fields)).sort(bySid);
        const { items } = await bob.client.getSubscribedConversations();
        assert.deepStrictEqual(listed, items.map((one) => ({
            conversation: one.sid, friendlyName: one.friendlyName, uniqueName: one.uniqueName,
        })).sort(bySid));
    });

    test('a conversation made with the SDK reaches parley-cli', async () => {
        const his = await bob.client.createConversation({ friendlyName: 'From the SDK', uniqueName: 'from-the-sdk' });
        await his.join();
        await his.add('alice');
        const joined = await alice.waitFor({ event: 'conversationJoined', conversation: his.sid });
        assert.deepStrictEqual(pick(joined, ['friendlyName', 'uniqueName']),
            { friendlyName: 'From the SDK', uniqueName: 'from-the-sdk' });
        const participants = await alice.command('participants', { conversation: 'from-the-sdk' });
        assert.deepStrictEqual(participants.map(({ identity }) => identity).sort(), ['alice', 'bob']);
    });

    const directions = [
        {
            title: 'parley-cli to SDK',
            author: 'alice',
            other: 'bob',
            send: ({ sid }, body, attributes) => alice.command('send', { conversation: sid, body, attributes }),
            edit: ({ sid }, index, body) => alice.command('edit', { conversation: sid, index, body }),
            remove: ({ sid }, index) => alice.command('delete', { conversation: sid, index }),
            type: ({ sid }) => alice.command('typing', { conversation: sid }),
            read: ({ sid }, index) => alice.command('read', { conversation: sid, index }),
            add: ({ sid }, identity) => alice.command('addParticipant', { conversation: sid, identity }),
            expel: ({ sid }, identity) => alice.command('removeParticipant', { conversation: sid, identity }),
            audience: () => bob,
        },
        {
            title: 'SDK to parley-cli',
            author: 'bob',
            other: 'alice',
            send: ({ his }, body, attributes) => his.sendMessage(body, attributes),
            edit: async ({ his }, index, body) => (await messageAt(his, index)).updateBody(body),
            remove: async ({ his }, index) => (await messageAt(his, index)).remove(),
            type: ({ his }) => his.typing(),
            read: ({ his }, index) => his.advanceLastReadMessageIndex(index),
            add: ({ his }, identity) => his.add(identity),
            expel: ({ his }, identity) => his.removeParticipant(identity),
            audience: () => alice,
        },
    ];

    async function messageAt(conversation, index) {
        const page = await conversation.getMessages(1, index);
        assert.strictEqual(page.items[0]?.index, index);
        return page.items[0];
    }

    const bodies = [
        { name: 'plain text', body: 'Good morning' },
        { name: 'text of several scripts and symbols', body: 'Grüße, привет, 你好 👋🏽 \u202eabc' },
        { name: 'several lines, quotes and backslashes', body: 'a "quoted"\nline \\ and\ttab\r\nend' },
        { name: 'thirty kilobytes', body: 'long '.repeat(6 * 1024) },
    ];

    for (const direction of directions) {
        for (const { name, body } of bodies) {
            test(`message, ${direction.title}: ${name}`, async () => {
                const shared = await sharedConversation();
                const attributes = { mood: 'fine', steps: [1, 2.5, null], nested: { ok: true } };
                await direction.send(shared, body, attributes);
                const said = await bothSay({ event: 'messageAdded', conversation: shared.sid }, MESSAGE_FIELDS);
                assert.strictEqual(said.body, body);
                assert.strictEqual(said.author, direction.author);
                assert.deepStrictEqual(said.attributes, attributes);
                assert.match(said.sid, /^IM[0-9a-f]{32}$/);
            });
        }

        test(`edit and delete, ${direction.title}`, async () => {
            const shared = await sharedConversation();
            await direction.send(shared, 'first words');
            const { index, sid } = await bothSay({ event: 'messageAdded', conversation: shared.sid }, MESSAGE_FIELDS);
            await direction.edit(shared, index, 'second thoughts');
            await bothSay({ event: 'messageUpdated', sid, body: 'second thoughts' }, MESSAGE_FIELDS);
            await direction.remove(shared, index);
            await bothSay({ event: 'messageRemoved', sid }, ['conversation', 'sid', 'index']);
        });

        test(`typing, ${direction.title}`, async () => {
            const shared = await sharedConversation();
            const said = { conversation: shared.sid, identity: direction.author };
            await direction.type(shared);
            await direction.audience().waitFor({ event: 'typingStarted', ...said });
            await direction.audience().waitFor({ event: 'typingEnded', ...said });
        });

        test(`read horizon, ${direction.title}`, async () => {
            const shared = await sharedConversation();
            for (const body of ['one', 'two', 'three'])
                await alice.command('send', { conversation: shared.sid, body });
            const last = await bothSay({ event: 'messageAdded', conversation: shared.sid, body: 'three' }, MESSAGE_FIELDS);
            await direction.read(shared, last.index);
            await bothSay({
                event: 'participantUpdated', conversation: shared.sid, identity: direction.author,
                lastReadMessageIndex: last.index,
            }, ['lastReadMessageIndex']);
        });

        test(`participants join and leave, ${direction.title}`, async () => {
            const shared = await sharedConversation(direction.author);
            const carol = { conversation: shared.sid, identity: 'carol' };
            await direction.add(shared, 'carol');
            await bothSay({ event: 'participantJoined', ...carol }, ['conversation', 'identity']);
            await direction.expel(shared, 'carol');
            await bothSay({ event: 'participantLeft', ...carol }, ['conversation', 'identity']);
        });
    }

    test('both have the same history', async () => {
        const shared = await sharedConversation();
        for (let turn = 0; turn < 3; ++turn) {
            for (const direction of directions)
                await direction.send(shared, `${direction.author} ${turn}`);
        }
        await bothSay({ event: 'messageAdded', conversation: shared.sid, body: 'bob 2' }, MESSAGE_FIELDS);
        const hers = await alice.command('history', { conversation: shared.sid, count: 10 });
        const his = (await shared.his.getMessages(10)).items;
        assert.deepStrictEqual(hers.map((one) => pick(one, ['sid', 'index', 'author', 'body'])),
            his.map((one) => pick(one, ['sid', 'index', 'author', 'body'])));
        assert.deepStrictEqual(hers.map(({ body }) => body),
            ['alice 0', 'bob 0', 'alice 1', 'bob 1', 'alice 2', 'bob 2']);
    });

    test('leaving is seen on both sides, from either of them', async () => {
        const first = await sharedConversation();
        await first.his.leave();
        await bob.waitFor({ event: 'conversationLeft', conversation: first.sid });
        await alice.waitFor({ event: 'participantLeft', conversation: first.sid, identity: 'bob' });

        const second = await sharedConversation();
        await alice.command('leave', { conversation: second.sid });
        await alice.waitFor({ event: 'conversationLeft', conversation: second.sid });
        await bob.waitFor({ event: 'participantLeft', conversation: second.sid, identity: 'alice' });
    });

    test('a deleted conversation goes away on both sides', async () => {
        const { sid } = await sharedConversation();
        await alice.command('deleteConversation', { conversation: sid });
        await bothSay({ event: 'conversationRemoved', conversation: sid }, ['conversation']);
    });

    test('both come back after the service has cut every connection, and nothing is lost', async () => {
        const shared = await sharedConversation();
        const marks = [alice.recorder.mark(), bob.recorder.mark()];
        service.dropConnections();
        const again = { event: 'connectionStateChanged', state: 'connected' };
        const sending = alice.command('send', { conversation: shared.sid, body: 'sent into the gap' });
        await Promise.all([alice.waitFor(again, { from: marks[0] }), bob.waitFor(again, { from: marks[1] })]);
        await sending;
        const gap = { event: 'messageAdded', conversation: shared.sid, body: 'sent into the gap' };
        await bothSay(gap, MESSAGE_FIELDS);
        await shared.his.sendMessage('heard you');
        await bothSay({ ...gap, body: 'heard you' }, MESSAGE_FIELDS);
        assert.strictEqual(bob.recorder.events.filter(({ body }) => body === gap.body).length, 1);
    });
});
