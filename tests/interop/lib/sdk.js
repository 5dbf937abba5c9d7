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
        await this.client.shutdown();
    }
}

function conversationFields({ sid, friendlyName, uniqueName }) {
    return { conversation: sid, friendlyName, uniqueName };
}

function messageFields({ conversation, sid, index, author, body, dateCreated, attributes }) {
    return {
        conversation: conversation.sid, sid, index, author, body, attributes,
        dateCreated: dateCreated.toISOString(),
    };
}

function participantFields({ conversation, identity, lastReadMessageIndex }) {
    return { conversation: conversation.sid, identity, lastReadMessageIndex };
}

module.exports = { SdkClient };
