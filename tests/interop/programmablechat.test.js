// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// twilio-chat 6.0.0, unmodified: the client of Programmable Chat, whose service is no more. It runs
// against the local service, with parley-cli and the SDK of Conversations in the same conversations.

const assert = require('node:assert');
const { setTimeout } = require('node:timers/promises');

const { ChatSdkClient } = require('./lib/chatsdk.js');
const { CliActor, SdkActor } = require('./lib/actors.js');
const { comesToSee } = require('./lib/features.js');
const { LocalService } = require('./lib/programs.js');
const { after, before, describe, test } = require('./lib/test.js');

describe('twilio-chat 6.0.0', () => {
    let service;
    let chat; // carol
    let cli; // alice
    let sdk; // bob
    let channels = 0;

    before(async () => {
        service = await LocalService.start();
        [chat, cli, sdk] = await Promise.all([
            ChatSdkClient.start(service, 'carol'), CliActor.start(service, 'alice'), SdkActor.start(service, 'bob'),
        ]);
    });
    after(async () => {
        await Promise.allSettled([chat?.stop(), cli?.stop(), sdk?.stop()]);
        await service?.stop();
    });

    /** A channel of carol's with alice and bob in it. */
    async function sharedChannel() {
        const channel = await chat.client.createChannel({
            friendlyName: `Channel ${++channels}`, uniqueName: `channel-${channels}`, isPrivate: true,
            attributes: { made: 'by twilio-chat' },
        });
        await channel.join();
        await channel.add('alice');
        await channel.add('bob');
        await Promise.all([cli, sdk].map((actor) =>
            actor.waitFor({ event: 'conversationJoined', conversation: channel.sid })));
        await sdk.participants(channel.sid); // it tells of them from now on
        return channel;
    }

    test('initialises and knows who it is', () => {
        assert.strictEqual(chat.client.user.identity, 'carol');
        assert.strictEqual(chat.client.reachabilityEnabled, true);
        const states = chat.recorder.events.filter(({ event }) => event === 'stateChanged').map(({ state }) => state);
        assert.deepStrictEqual(states, ['initialized']);
    });

    test('a channel is a conversation', async () => {
        const channel = await sharedChannel();
        const expected = {
            friendlyName: channel.friendlyName, uniqueName: channel.uniqueName, attributes: { made: 'by twilio-chat' },
            createdBy: 'carol',
        };
        for (const actor of [cli, sdk]) {
            const { friendlyName, uniqueName, attributes, createdBy } = await actor.conversation(channel.sid);
            assert.deepStrictEqual({ friendlyName, uniqueName, attributes, createdBy }, expected);
        }
        assert.strictEqual(channel.type, 'private');
        assert.strictEqual((await chat.client.getChannelBySid(channel.sid)).sid, channel.sid);
        assert.strictEqual((await chat.client.getChannelByUniqueName(channel.uniqueName)).sid, channel.sid);
    });

    test('a conversation is a channel', async () => {
        const sid = await cli.create({ friendlyName: 'From parley-cli', attributes: { a: 1 } });
        await cli.add(sid, 'carol');
        await chat.waitFor({ event: 'channelJoined', channel: sid, friendlyName: 'From parley-cli' });
        const channel = await chat.client.getChannelBySid(sid);
        assert.deepStrictEqual(channel.attributes, { a: 1 });
        const { items } = await chat.client.getSubscribedChannels();
        assert.ok(items.some((one) => one.sid === sid));
        // It answers with what it has read up to 100 ms before (http_cache_interval), even if that was
        // before the conversation was there.
        const isDescribed = async () =>
            (await chat.client.getUserChannelDescriptors()).items.some((one) => one.sid === sid);
        for (let tries = 0; tries < 20 && !await isDescribed(); ++tries)
            await setTimeout(50);
        assert.ok(await isDescribed());
        assert.deepStrictEqual((await chat.client.getPublicChannelDescriptors()).items, []); // there are none
    });

    test('renames, and sees a rename', async () => {
        const channel = await sharedChannel();
        await channel.updateFriendlyName('Foghorn');
        await channel.updateAttributes({ lamp: 'on' });
        for (const actor of [cli, sdk])
            await actor.waitFor({ event: 'conversationUpdated', conversation: channel.sid, friendlyName: 'Foghorn' });
        const sid = await sdk.create({ friendlyName: 'Before' });
        await sdk.add(sid, 'carol');
        await chat.waitFor({ event: 'channelJoined', channel: sid });
        await sdk.update(sid, { friendlyName: 'After' });
        await chat.waitFor({ event: 'channelUpdated', channel: sid, friendlyName: 'After' });
    });

    test('messages both ways, with attributes, edited and deleted', async () => {
        const channel = await sharedChannel();
        const index = await channel.sendMessage('Good evening', { mood: 'fine' });
        for (const actor of [cli, sdk]) {
            const heard = await actor.waitFor({ event: 'messageAdded', conversation: channel.sid, index });
            assert.strictEqual(heard.body, 'Good evening');
            assert.strictEqual(heard.author, 'carol');
            assert.deepStrictEqual(heard.attributes, { mood: 'fine' });
        }
        const answer = await sdk.send(channel.sid, 'Good night', { tired: true });
        const heard = await chat.waitFor({ event: 'messageAdded', channel: channel.sid, index: answer });
        assert.strictEqual(heard.body, 'Good night');
        assert.strictEqual(heard.author, 'bob');
        assert.deepStrictEqual(heard.attributes, { tired: true });
        await cli.send(channel.sid, 'Sleep well');
        await chat.waitFor({ event: 'messageAdded', channel: channel.sid, body: 'Sleep well', author: 'alice' });

        const page = await channel.getMessages(10);
        assert.deepStrictEqual(page.items.map(({ body }) => body), ['Good evening', 'Good night', 'Sleep well']);
        await page.items[0].updateBody('Good morning');
        await page.items[0].updateAttributes({ mood: 'better' });
        for (const actor of [cli, sdk]) {
            const updated = await actor.waitFor({
                event: 'messageUpdated', conversation: channel.sid, index, attributes: ({ mood }) => mood === 'better',
            });
            assert.strictEqual(updated.body, 'Good morning');
        }
        await page.items[0].remove();
        for (const actor of [cli, sdk])
            await actor.waitFor({ event: 'messageRemoved', conversation: channel.sid, index });
    });

    test('members come and go', async () => {
        const channel = await sharedChannel();
        const members = await channel.getMembers();
        assert.deepStrictEqual(members.map(({ identity }) => identity).sort(), ['alice', 'bob', 'carol']);
        assert.strictEqual(await channel.getMembersCount(), 3);
        await channel.removeMember('bob');
        await cli.waitFor({ event: 'participantLeft', conversation: channel.sid, identity: 'bob' });
        await sdk.waitFor({ event: 'conversationLeft', conversation: channel.sid });
        await chat.waitFor({ event: 'memberLeft', channel: channel.sid, identity: 'bob' });
        await cli.add(channel.sid, 'bob');
        await chat.waitFor({ event: 'memberJoined', channel: channel.sid, identity: 'bob' });
        await channel.leave();
        await cli.waitFor({ event: 'participantLeft', conversation: channel.sid, identity: 'carol' });
        await chat.waitFor({ event: 'channelLeft', channel: channel.sid });
    });

    test('typing both ways', async () => {
        const channel = await sharedChannel();
        await channel.getMembers();
        await channel.typing();
        for (const actor of [cli, sdk])
            await actor.waitFor({ event: 'typingStarted', conversation: channel.sid, identity: 'carol' });
        await cli.typing(channel.sid);
        await chat.waitFor({ event: 'typingStarted', channel: channel.sid, identity: 'alice' });
        await chat.waitFor({ event: 'typingEnded', channel: channel.sid, identity: 'alice' });
    });

    test('what is consumed is what is read', async () => {
        const channel = await sharedChannel();
        assert.strictEqual(await channel.getUnconsumedMessagesCount(), null);
        for (const body of ['one', 'two', 'three'])
            await cli.send(channel.sid, body);
        const { index } = await chat.waitFor({ event: 'messageAdded', channel: channel.sid, body: 'two' });
        await chat.waitFor({ event: 'messageAdded', channel: channel.sid, body: 'three' });
        await channel.advanceLastConsumedMessageIndex(index);
        for (const actor of [cli, sdk]) {
            await actor.waitFor({
                event: 'participantUpdated', conversation: channel.sid, identity: 'carol', lastReadMessageIndex: index,
            });
        }
        // The others may hear of it before carol's own map does, from which the SDK counts.
        await comesToSee(chat, () => channel.getUnconsumedMessagesCount(), 1);
        assert.strictEqual(await channel.setAllMessagesConsumed(), 0);
        await cli.read(channel.sid, index);
        await chat.waitFor({
            event: 'memberUpdated', channel: channel.sid, identity: 'alice', lastConsumedMessageIndex: index,
        });
        await channel.setNoMessagesConsumed();
        await cli.waitFor({
            event: 'participantUpdated', conversation: channel.sid, identity: 'carol', lastReadMessageIndex: null,
        });
    });

    test('media both ways', async () => {
        const channel = await sharedChannel();
        const content = Buffer.from('a file for everybody');
        const index = await channel.sendMessage({ filename: 'file.txt', contentType: 'text/plain', media: content });
        await cli.waitFor({ event: 'messageAdded', conversation: channel.sid, index });
        assert.ok(content.equals(await cli.download(channel.sid, index)));
        const answer = await sdk.sendFile(channel.sid, { filename: 'answer.txt', contentType: 'text/plain', content });
        await chat.waitFor({ event: 'messageAdded', channel: channel.sid, index: answer, type: 'media' });
        const { items: [message] } = await channel.getMessages(1, answer);
        assert.deepStrictEqual([message.media.filename, message.media.contentType, message.media.size],
            ['answer.txt', 'text/plain', content.length]);
        const response = await fetch(await message.media.getContentTemporaryUrl());
        assert.strictEqual(await response.text(), String(content));
    });

    test('users', async () => {
        const channel = await sharedChannel();
        const alice = await chat.client.getUser('alice');
        assert.strictEqual(alice.online, true);
        await cli.setFriendlyName('Alice Liddell');
        await chat.waitFor({ event: 'userUpdated', identity: 'alice', friendlyName: 'Alice Liddell' });
        const { items } = await channel.getUserDescriptors();
        assert.deepStrictEqual(items.map(({ identity }) => identity).sort(), ['alice', 'bob', 'carol']);
        await chat.client.user.updateFriendlyName('Carol');
        assert.strictEqual((await sdk.user('carol')).friendlyName, 'Carol');
    });

    test('deletes', async () => {
        const channel = await sharedChannel();
        await channel.delete();
        for (const actor of [cli, sdk])
            await actor.waitFor({ event: 'conversationRemoved', conversation: channel.sid });
        await chat.waitFor({ event: 'channelRemoved', channel: channel.sid });
    });
});

describe('the life of a token with twilio-chat 6.0.0', () => {
    let service;
    let chat;
    before(async () => {
        service = await LocalService.start({ aboutToExpireLead: 190 });
        chat = await ChatSdkClient.start(service, 'carol');
    });
    after(async () => {
        await chat?.stop();
        await service?.stop();
    });

    const states = (mark) => chat.recorder.since(mark).map(({ event, state }) => state ?? event);

    test('takes a new token in place', async () => {
        const mark = chat.recorder.mark();
        await chat.client.updateToken(await service.token('carol', 7200));
        await chat.client.getSubscribedChannels();
        assert.deepStrictEqual(states(mark), []);
    });

    test('is told that it is about to expire', async () => {
        const mark = chat.recorder.mark();
        await chat.client.updateToken(await service.token('carol', 193));
        await chat.waitFor({ event: 'tokenAboutToExpire' }, { from: mark });
        await chat.client.updateToken(await service.token('carol'));
        assert.deepStrictEqual(states(mark), ['tokenAboutToExpire']);
    });

    test('is told that it has expired, and connects again with the next one', async () => {
        const mark = chat.recorder.mark();
        await chat.client.updateToken(await service.token('carol', 3));
        await chat.waitFor({ event: 'tokenExpired' }, { from: mark });
        await chat.waitFor({ event: 'connectionStateChanged', state: 'disconnected' }, { from: mark });
        await chat.client.updateToken(await service.token('carol'));
        await chat.waitFor({ event: 'connectionStateChanged', state: 'connected' }, { from: mark });
        const channel = await chat.client.createChannel({ friendlyName: 'after all', isPrivate: true });
        assert.match(channel.sid, /^CH/);
        assert.deepStrictEqual(states(mark).filter((word) => word !== 'channelUpdated'),
            ['tokenAboutToExpire', 'disconnecting', 'tokenExpired', 'disconnected', 'connecting', 'connected']);
    });
});
