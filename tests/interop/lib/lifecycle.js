// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const { Cli } = require('./programs.js');
const { SdkClient } = require('./sdk.js');
const { TokenBackend } = require('./tokenbackend.js');

const LIFECYCLE = {
    connectionStateChanged: ({ state }) => state,
    connectionError: ({ terminal, httpStatusCode, errorCode }) =>
        `connectionError ${terminal ? 'terminal' : 'passing'} ${httpStatusCode}/${errorCode}`,
    initialized: () => 'initialized',
    initFailed: () => 'initFailed',
    tokenAboutToExpire: () => 'tokenAboutToExpire',
    tokenExpired: () => 'tokenExpired',
};

/** What events say about token and connection, one word or two for each, in order. */
function lifecycleOf(events) {
    return events.filter(({ event }) => event in LIFECYCLE).map((event) => LIFECYCLE[event.event](event));
}

/** Twilio's SDK as the table of situations drives it. */
class SdkSubject {
    static label = "Twilio's SDK";

    static async start(service, user) {
        const subject = new SdkSubject();
        subject.sdk = await SdkClient.start(service, user);
        subject.recorder = subject.sdk.recorder;
        return subject;
    }

    /** Null when the token was taken, else why not. */
    async updateToken(token) {
        try {
            await this.sdk.client.updateToken(token);
            return null;
        } catch (error) {
            return error.message;
        }
    }

    /** Comes back once the service has answered, so that whatever it said before has arrived. */
    async roundTrip() {
        await this.sdk.client.createConversation({ friendlyName: 'round trip' });
    }

    async leave() {
        await this.sdk.stop();
    }

    async stop() {
        await this.sdk.stop();
    }
}

/** parley-cli in the same role. Its back end goes down once it is signed in: tokens come by hand. */
class CliSubject {
    static label = 'parley-cli';

    static async start(service, user) {
        const subject = new CliSubject();
        subject.backend = await TokenBackend.start(service, user);
        try {
            subject.cli = await Cli.start(service, user, { tokenUrl: subject.backend.url });
        } catch (error) {
            await subject.backend.stop();
            throw error;
        }
        subject.backend.goDown();
        subject.recorder = subject.cli.recorder;
        return subject;
    }

    async updateToken(token) {
        const { ok, error } = await this.cli.request('updateToken', { token });
        return ok ? null : `${error.code}: ${error.message}`;
    }

    async roundTrip() {
        await this.cli.command('createConversation', { friendlyName: 'round trip' });
    }

    async leave() {
        await this.cli.command('disconnect');
    }

    async stop() {
        await this.cli.stop();
        await this.backend.stop();
    }
}

module.exports = { CliSubject, SdkSubject, lifecycleOf };
