// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

// Two clients with the same verbs and the same views, so that a feature is described once and
// tried in both directions.

const assert = require('node:assert');
const path = require('node:path');
const fs = require('node:fs');

const { Cli } = require('./programs.js');
const { SdkClient, conversationFields, messageFields, participantFields, userFields } = require('./sdk.js');

/** What a command was refused with: Twilio's code, or the client's own word. */
class Refusal extends Error {
    constructor(code, message) {
        super(`${code}: ${message}`);
        this.code = String(code);
    }
}

/** parley-cli as a user. */
class CliActor {
    static async start(service, identity) {
        const actor = new CliActor();
        actor.identity = identity;
        actor.cli = await Cli.start(service, identity);
        actor.recorder = actor.cli.recorder;
        return actor;
    }

    stop() {
        return this.cli.stop();
    }

    waitFor(expected, options) {
        return this.recorder.waitFor(expected, options);
    }

    async run(command, fields) {
        const { ok, data, error } = await this.cli.request(command, fields);
        if (!ok)
            throw new Refusal(error.code, error.message);
        return data;
    }

    // Conversations
    async create(names) {
        return (await this.run('createConversation', names)).conversation;
    }
    async openDirect(identity) {
        return (await this.run('directConversation', { identity })).conversation;
    }
    update(conversation, change) { return this.run('updateConversation', { conversation, ...change }); }
    async join(conversation) { return (await this.run('join', { conversation })).conversation; }
    leave(conversation) { return this.run('leave', { conversation }); }
    deleteConversation(conversation) { return this.run('deleteConversation', { conversation }); }
    setLevel(conversation, level) { return this.run('setNotificationLevel', { conversation, level }); }
    list() { return this.run('conversations'); }
    async conversation(sid) {
        const found = (await this.list()).find(({ conversation }) => conversation === sid);
        assert.ok(found, `parley-cli does not list ${sid}`);
        return found;
    }

    // Participants
    participants(conversation) { return this.run('participants', { conversation }); }
    add(conversation, identity) { return this.run('addParticipant', { conversation, identity }); }
    expel(conversation, identity) { return this.run('removeParticipant', { conversation, identity }); }
    setParticipantAttributes(conversation, identity, attributes) {
        return this.run('setParticipantAttributes', { conversation, identity, attributes });
    }

    // Messages
    async send(conversation, body, attributes) {
        return (await this.run('send', { conversation, body, attributes })).index;
    }
    async sendFile(conversation, { filename, contentType, content }, body) {
        const file = path.join(this.cli.home, filename);
        fs.writeFileSync(file, content);
        return (await this.run('send', { conversation, body, files: [{ path: file, filename, contentType }] })).index;
    }
    edit(conversation, index, body) { return this.run('edit', { conversation, index, body }); }
    setAttributes(conversation, index, attributes) {
        return this.run('updateMessageAttributes', { conversation, index, attributes });
    }
    deleteMessage(conversation, index) { return this.run('delete', { conversation, index }); }
    message(conversation, index) { return this.run('message', { conversation, index }); }
    history(conversation, where) { return this.run('history', { conversation, ...where }); }
    typing(conversation) { return this.run('typing', { conversation }); }
    read(conversation, index) { return this.run('read', { conversation, index }); }
    readAll(conversation) { return this.run('readAll', { conversation }); }
    readNone(conversation) { return this.run('readNone', { conversation }); }

    // Media
    async mediaUrl(conversation, index) {
        const { media: [{ sid }] } = await this.message(conversation, index);
        return (await this.run('mediaUrl', { media: sid })).url;
    }
    async download(conversation, index) {
        const { media: [{ sid, filename }] } = await this.message(conversation, index);
        const file = path.join(this.cli.home, `got-${filename}`);
        await this.run('downloadMedia', { conversation, index, media: sid, path: file });
        return fs.readFileSync(file);
    }

    // Users
    user(identity) { return this.run('user', { identity }); }
    setFriendlyName(friendlyName) { return this.run('setFriendlyName', { friendlyName }); }
    setUserAttributes(attributes) { return this.run('setUserAttributes', { attributes }); }
}

/** Twilio's SDK as a user. */
class SdkActor {
    static async start(service, identity) {
        const actor = new SdkActor();
        actor.identity = identity;
        actor.sdk = await SdkClient.start(service, identity);
        actor.recorder = actor.sdk.recorder;
        return actor;
    }

    get client() {
        return this.sdk.client;
    }

    stop() {
        return this.sdk.stop();
    }

    waitFor(expected, options) {
        return this.recorder.waitFor(expected, options);
    }

    /** Gives what `action` gives; what it is refused with has one form only. */
    async run(action) {
        try {
            return await action();
        } catch (error) {
            throw new Refusal(error.body?.code ?? error.code ?? error.name, error.message);
        }
    }

    on(sid, action) {
        return this.run(async () => action(await this.client.getConversationBySid(sid)));
    }

    async messageObject(conversation, index) {
        const { items } = await conversation.getMessages(1, index);
        if (items[0]?.index !== index)
            throw new Refusal('notFound', `there is no message ${index}`);
        return items[0];
    }

    onMessage(sid, index, action) {
        return this.on(sid, async (conversation) => action(await this.messageObject(conversation, index)));
    }

    // Conversations
    create(names) {
        return this.run(async () => {
            const made = await this.client.createConversation(names);
            await made.join();
            await this.waitFor({ event: 'conversationJoined', conversation: made.sid });
            return made.sid;
        });
    }
    update(sid, { friendlyName, uniqueName, attributes }) {
        return this.on(sid, async (conversation) => {
            if (friendlyName !== undefined)
                await conversation.updateFriendlyName(friendlyName);
            if (uniqueName !== undefined)
                await conversation.updateUniqueName(uniqueName);
            if (attributes !== undefined)
                await conversation.updateAttributes(attributes);
        });
    }
    join(name) {
        return this.run(async () => {
            const conversation = await (name.startsWith('CH') ? this.client.peekConversationBySid(name)
                : this.client.getConversationByUniqueName(name));
            await conversation.join();
            return conversation.sid;
        });
    }
    leave(sid) { return this.on(sid, (conversation) => conversation.leave()); }
    deleteConversation(sid) { return this.on(sid, (conversation) => conversation.delete()); }
    setLevel(sid, level) { return this.on(sid, (conversation) => conversation.setUserNotificationLevel(level)); }
    async list() {
        const { items } = await this.run(() => this.client.getSubscribedConversations());
        return Promise.all(items.map((one) => this.conversation(one.sid)));
    }
    conversation(sid) {
        return this.on(sid, async (conversation) => ({
            ...conversationFields(conversation), unreadCount: await conversation.getUnreadMessagesCount(),
        }));
    }

    // Participants
    participants(sid) {
        return this.on(sid, async (conversation) => (await conversation.getParticipants()).map(participantFields));
    }
    add(sid, identity) { return this.on(sid, (conversation) => conversation.add(identity)); }
    expel(sid, identity) { return this.on(sid, (conversation) => conversation.removeParticipant(identity)); }
    setParticipantAttributes(sid, identity, attributes) {
        return this.on(sid, async (conversation) =>
            (await conversation.getParticipantByIdentity(identity)).updateAttributes(attributes));
    }

    // Messages
    send(sid, body, attributes) { return this.on(sid, (conversation) => conversation.sendMessage(body, attributes)); }
    sendFile(sid, { filename, contentType, content }, body) {
        return this.on(sid, (conversation) => {
            const message = conversation.prepareMessage().addMedia({ filename, contentType, media: content });
            return (body === undefined ? message : message.setBody(body)).build().send();
        });
    }
    edit(sid, index, body) { return this.onMessage(sid, index, (message) => message.updateBody(body)); }
    setAttributes(sid, index, attributes) {
        return this.onMessage(sid, index, (message) => message.updateAttributes(attributes));
    }
    deleteMessage(sid, index) { return this.onMessage(sid, index, (message) => message.remove()); }
    message(sid, index) { return this.onMessage(sid, index, messageFields); }
    history(sid, { count, before, after }) {
        return this.on(sid, async (conversation) => {
            const page = await (after === undefined
                ? conversation.getMessages(count, before === undefined ? undefined : before - 1)
                : conversation.getMessages(count, after + 1, 'forward'));
            return page.items.map(messageFields);
        });
    }
    typing(sid) { return this.on(sid, (conversation) => conversation.typing()); }
    read(sid, index) { return this.on(sid, (conversation) => conversation.advanceLastReadMessageIndex(index)); }
    readAll(sid) { return this.on(sid, (conversation) => conversation.setAllMessagesRead()); }
    readNone(sid) { return this.on(sid, (conversation) => conversation.setAllMessagesUnread()); }

    // Media
    mediaUrl(sid, index) {
        return this.onMessage(sid, index, ({ attachedMedia: [media] }) => media.getContentTemporaryUrl());
    }
    async download(sid, index) {
        const response = await fetch(await this.mediaUrl(sid, index));
        assert.strictEqual(response.status, 200);
        return Buffer.from(await response.arrayBuffer());
    }

    // Users
    user(identity) { return this.run(async () => userFields(await this.client.getUser(identity))); }
    setFriendlyName(name) { return this.run(() => this.client.user.updateFriendlyName(name)); }
    setUserAttributes(attributes) { return this.run(() => this.client.user.updateAttributes(attributes)); }
}

module.exports = { CliActor, Refusal, SdkActor };
