// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

require('./sdk.js'); // timers and crypto as both SDKs need them

const Chat = require('twilio-chat').Client;

const { Recorder } = require('./recorder.js');

const PLAIN_EVENTS = ['tokenAboutToExpire', 'tokenExpired'];
const CHANNEL_EVENTS = ['channelJoined', 'channelLeft', 'channelRemoved'];
const MESSAGE_EVENTS = ['messageAdded', 'messageRemoved'];
const MEMBER_EVENTS = ['memberJoined', 'memberLeft'];
const TYPING_EVENTS = ['typingStarted', 'typingEnded'];

/** twilio-chat 6.0.0, the last client of Programmable Chat, on a local service; its events recorded. */
class ChatSdkClient {
    constructor(service, name, token) {
        this.recorder = new Recorder(`twilio-chat ${name}`);
        this.client = new Chat(token, { twilsock: { uri: service.serviceUrl } });
        const record = (event, fields = {}) => this.recorder.record({ event, ...fields });
        const on = (names, fieldsOf) => names.forEach((event) =>
            this.client.on(event, (value) => record(event, fieldsOf(value))));
        on(PLAIN_EVENTS, () => ({}));
        on(CHANNEL_EVENTS, channelFields);
        on(MESSAGE_EVENTS, messageFields);
        on(MEMBER_EVENTS, memberFields);
        on(TYPING_EVENTS, ({ channel, identity }) => ({ channel: channel.sid, identity }));
        on(['channelUpdated'], ({ channel }) => channelFields(channel));
        on(['messageUpdated'], ({ message }) => messageFields(message));
        on(['memberUpdated'], ({ member }) => memberFields(member));
        on(['userUpdated'], ({ user }) => ({ identity: user.identity, friendlyName: user.friendlyName }));
        on(['connectionStateChanged'], (state) => ({ state }));
        on(['stateChanged'], (state) => ({ state }));
        on(['connectionError'], ({ terminal, httpStatusCode, errorCode }) => ({ terminal, httpStatusCode, errorCode }));
    }

    static async start(service, name, ttl = 3600) {
        const sdk = new ChatSdkClient(service, name, await service.token(name, ttl));
        await sdk.waitFor({ event: 'stateChanged', state: 'initialized' });
        return sdk;
    }

    waitFor(expected, options) {
        return this.recorder.waitFor(expected, options);
    }

    async stop() {
        await this.client.shutdown();
    }
}

function channelFields({ sid, friendlyName, uniqueName, type, attributes }) {
    return { channel: sid, friendlyName, uniqueName, type, attributes };
}

function messageFields({ channel, sid, index, author, body, attributes, dateCreated, type }) {
    return { channel: channel.sid, sid, index, author, body, attributes, dateCreated: dateCreated.toISOString(), type };
}

function memberFields({ channel, identity, lastConsumedMessageIndex }) {
    return { channel: channel.sid, identity, lastConsumedMessageIndex };
}

module.exports = { ChatSdkClient };
