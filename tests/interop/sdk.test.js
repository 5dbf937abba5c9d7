// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Twilio's own SDK against the local service, without any of Parley's clients.

const assert = require('node:assert');

const { lifecycleOf } = require('./lib/lifecycle.js');
const { LocalService } = require('./lib/programs.js');
const { SdkClient } = require('./lib/sdk.js');
const { after, before, describe, test } = require('./lib/test.js');

describe("Twilio's SDK alone", () => {
    let service;

    before(async () => {
        service = await LocalService.start({ demoData: true });
    });
    after(() => service?.stop());

    /** Runs `body` with clients of these users, and ends them whatever happens. */
    async function withClients(users, body) {
        const clients = await Promise.all(users.map((user) => SdkClient.start(service, user)));
        try {
            await body(...clients);
        } finally {
            await Promise.all(clients.map((client) => client.stop()));
        }
    }

    test('initialises and knows who it is', () => withClients(['alice'], async (alice) => {
        assert.strictEqual(alice.client.user.identity, 'alice');
        assert.deepStrictEqual(lifecycleOf(alice.recorder.events), ['connecting', 'connected', 'initialized']);
    }));

    test('lists the demo conversations', () => withClients(['alice'], async (alice) => {
        const page = await alice.client.getSubscribedConversations();
        assert.ok(page.items.length > 0, 'there is no conversation');
        for (const conversation of page.items) {
            assert.match(conversation.sid, /^CH[0-9a-f]{32}$/);
            assert.ok(conversation.friendlyName, `${conversation.sid} has no name`);
            const participants = await conversation.getParticipants();
            assert.ok(participants.some(({ identity }) => identity === 'alice'));
        }
    }));

    test('creates, joins, lists, renames and deletes a conversation', () => withClients(['alice'], async (alice) => {
        const created = await alice.client.createConversation({
            friendlyName: 'Lighthouse', uniqueName: 'lighthouse', attributes: { topic: 'lamps' },
        });
        await created.join();
        await alice.waitFor({ event: 'conversationJoined', conversation: created.sid });
        const byName = await alice.client.getConversationByUniqueName('lighthouse');
        assert.strictEqual(byName.sid, created.sid);
        assert.deepStrictEqual(byName.attributes, { topic: 'lamps' });
        const { items } = await alice.client.getSubscribedConversations();
        assert.ok(items.some(({ sid }) => sid === created.sid));

        await created.updateFriendlyName('Foghorn');
        await alice.waitFor({ event: 'conversationUpdated', conversation: created.sid, friendlyName: 'Foghorn' });
        await created.delete();
        await alice.waitFor({ event: 'conversationRemoved', conversation: created.sid });
    }));

    test('two of them talk', () => withClients(['alice', 'bob'], async (alice, bob) => {
        const hers = await alice.client.createConversation({ friendlyName: 'Two' });
        await hers.join();
        await hers.add('bob');
        const his = await bob.conversation(hers.sid);

        await hers.sendMessage('Is anyone there?', { mood: 'curious' });
        const heard = await bob.waitFor({ event: 'messageAdded', conversation: hers.sid, body: 'Is anyone there?' });
        assert.strictEqual(heard.author, 'alice');
        assert.deepStrictEqual(heard.attributes, { mood: 'curious' });

        await his.sendMessage('Only me.');
        await alice.waitFor({ event: 'messageAdded', conversation: hers.sid, body: 'Only me.', author: 'bob' });
        const page = await hers.getMessages(10);
        assert.deepStrictEqual(page.items.map(({ body }) => body), ['Is anyone there?', 'Only me.']);
    }));

    test('fails as documented with a token that has expired, and starts with the next one', async () => {
        const alice = new SdkClient(service, 'alice', await service.token('alice', -10));
        try {
            await alice.waitFor({ event: 'connectionError' });
            const failed = alice.recorder.events.findIndex(({ event }) => event === 'connectionError');
            await alice.waitFor({ event: 'initFailed' }, { from: failed });
            assert.deepStrictEqual(lifecycleOf(alice.recorder.events), [
                'connecting', 'denied', 'initFailed', 'tokenExpired', 'connectionError terminal 401/20104', 'initFailed',
            ]);

            const mark = alice.recorder.mark();
            // The SDK takes the token, then trips over a part of its own that is made a moment later.
            await alice.client.updateToken(await service.token('alice')).catch((error) =>
                assert.ok(error instanceof TypeError, error));
            await alice.waitFor({ event: 'initialized' });
            assert.deepStrictEqual(lifecycleOf(alice.recorder.since(mark)), ['connecting', 'connected', 'initialized']);
            await alice.client.getSubscribedConversations();
        } finally {
            await alice.stop();
        }
    });
});
