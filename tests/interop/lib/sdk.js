// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const timers = require('node:timers');

// A client that was shut down leaves timers behind that would hold up the end of the tests for hours.
// So no timer of the SDK's keeps the process alive; the tests' own come from node:timers.
globalThis.setTimeout = (...args) => timers.setTimeout(...args).unref();

globalThis.crypto ??= require('node:crypto').webcrypto; // Node 18 of Debian 12 has no such global

const { Client } = require('@twilio/conversations');

const { Recorder } = require('./recorder.js');

const PLAIN_EVENTS = ['initialized', 'tokenAboutToExpire', 'tokenExpired'];
const CONVERSATION_EVENTS = ['conversationJoined', 'conversationLeft', 'conversationRemoved'];
const MESSAGE_EVENTS = ['messageAdded', 'messageRemoved'];
const PARTICIPANT_EVENTS = ['participantJoined', 'participantLeft'];
const TYPING_EVENTS = ['typingStarted', 'typingEnded'];

/**
 * Twilio's Conversations client on a local service, with its events recorded in the words and the
 * form of parley-cli, so that the two can be compared.
 */
class SdkClient {
    constructor(service, name, token) {
        this.recorder = new Recorder(`SDK ${name}`);
        this.client = new Client(token, { twilsock: { uri: service.serviceUrl } });
        this.listen();
    }

    static async start(service, user, ttl = 3600) {
        const sdk = new SdkClient(service, user, await service.token(user, ttl));
        await sdk.waitFor({ event: 'initialized' });
        await sdk.client.getSubscribedConversations(); // stopped before, it would complain about that
        return sdk;
    }

    listen() {
        const record = (event, fields = {}) => this.recorder.record({ event, ...fields });
        const on = (names, fieldsOf) => names.forEach((name) =>
            this.client.on(name, (value) => record(name, fieldsOf(value))));

        on(PLAIN_EVENTS, () => ({}));
        on(CONVERSATION_EVENTS, conversationFields);
        on(MESSAGE_EVENTS, messageFields);
        on(PARTICIPANT_EVENTS, participantFields);
        on(TYPING_EVENTS, ({ conversation, identity }) => ({ conversation: conversation.sid, identity }));
        on(['conversationUpdated'], ({ conversation }) => conversationFields(conversation));
        on(['messageUpdated'], ({ message, updateReasons }) => ({ ...messageFields(message), updateReasons }));
        on(['participantUpdated'], ({ participant }) => participantFields(participant));
        on(['userUpdated'], ({ user }) => userFields(user));
        // The constructor has begun to connect already.
        this.client.onWithReplay('connectionStateChanged', (state) => record('connectionStateChanged', { state }));
        on(['connectionError'], ({ terminal, message, httpStatusCode, errorCode }) =>
            ({ terminal, message, httpStatusCode, errorCode }));
        on(['initFailed'], ({ error }) => ({ message: error.message }));
    }

    waitFor(expected, options) {
        return this.recorder.waitFor(expected, options);
    }

    /** The conversation once the client knows it; it may have been told of it a moment ago only. */
    async conversation(sid) {
        await this.waitFor({ event: 'conversationJoined', conversation: sid });
        return this.client.getConversationBySid(sid);
    }

    async stop() {
        ignoreWhatShutdownLeaves();
        await this.client.shutdown();
    }
}

/**
 * The SDK rejects a request that is pending at its shutdown, or that one of its timers sends after
 * it, and handles that rejection nowhere (its source says so). That is no failure of the service.
 */
function ignoreWhatShutdownLeaves() {
    if (ignoreWhatShutdownLeaves.isDone)
        return;
    ignoreWhatShutdownLeaves.isDone = true;
    const emit = process.emit;
    process.emit = function (name, reason, ...rest) {
        if (name === 'unhandledRejection' && String(reason?.message).startsWith('Unable to connect: '))
            return true;
        return emit.call(this, name, reason, ...rest);
    };
}

/** A date as parley-cli writes it. */
function time(date) {
    return date ? date.toISOString() : null;
}

function conversationFields(conversation) {
    const { sid, friendlyName, uniqueName, attributes, createdBy, dateCreated, dateUpdated, notificationLevel,
        lastReadMessageIndex, lastMessage } = conversation;
    return {
        conversation: sid, friendlyName: friendlyName ?? '', uniqueName: uniqueName ?? '', attributes, createdBy,
        dateCreated: time(dateCreated), dateUpdated: time(dateUpdated), notificationLevel, lastReadMessageIndex,
        lastMessage: lastMessage ? { index: lastMessage.index, dateCreated: time(lastMessage.dateCreated) } : null,
    };
}

function messageFields(message) {
    const { conversation, sid, index, author, body, dateCreated, dateUpdated, attributes, participantSid,
        attachedMedia } = message;
    return {
        conversation: conversation.sid, sid, index, author, body: body ?? '', attributes: withoutMark(attributes),
        dateCreated: time(dateCreated), dateUpdated: time(dateUpdated), participant: participantSid,
        media: (attachedMedia ?? []).map((media) => ({
            sid: media.sid, category: media.category, filename: media.filename, contentType: media.contentType,
            size: media.size,
        })),
    };
}

function participantFields(participant) {
    const { conversation, identity, lastReadMessageIndex, lastReadTimestamp, roleSid, attributes } = participant;
    return {
        conversation: conversation.sid, identity, lastReadMessageIndex, lastReadTimestamp: time(lastReadTimestamp),
        roleSid, attributes,
    };
}

function userFields({ identity, friendlyName, attributes, isOnline, isNotifiable }) {
    return { identity, friendlyName: friendlyName ?? '', attributes, online: isOnline, notifiable: isNotifiable };
}

/**
 * The mark by which parley knows its own messages again: its clients hide it, others see it. What
 * else it keeps beside the mark (replies, reactions) is for all clients.
 */
function withoutMark(attributes) {
    if (attributes?.parley?.id === undefined)
        return attributes;
    const { parley: { id, ...kept }, ...others } = attributes;
    return Object.keys(kept).length === 0 ? others : { ...others, parley: kept };
}

module.exports = { SdkClient, conversationFields, messageFields, participantFields, userFields };
