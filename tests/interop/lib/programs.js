// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { spawn } = require('node:child_process');

const { Recorder } = require('./recorder.js');

const PASSWORD = 'demo'; // of the demo accounts

function programPath(variable) {
    const value = process.env[variable];
    assert.ok(value, `${variable} must name the program; CTest sets it`);
    return value;
}

/** A child process that prints JSON lines. It has a home of its own, so that it meets no user's data. */
class Program {
    constructor(name, file, args, environment = {}) {
        this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-interop-'));
        this.recorder = new Recorder(name);
        this.diagnostics = '';
        this.child = spawn(file, args, {
            env: {
                ...process.env,
                HOME: this.home,
                XDG_DATA_HOME: path.join(this.home, 'data'),
                XDG_CONFIG_HOME: path.join(this.home, 'config'),
                ...environment,
            },
            stdio: ['pipe', 'pipe', 'pipe'],
        });
        this.child.stdin.on('error', () => {}); // it has ended: `exited` tells
        this.child.stderr.on('data', (text) => { this.diagnostics += text; });
        readline.createInterface({ input: this.child.stdout }).on('line', (line) => this.take(line));
        this.exited = new Promise((resolve) => {
            this.child.once('error', (error) => this.end(resolve, { error: error.message }));
            this.child.once('close', (status, signal) => this.end(resolve, { status, signal }));
        });
    }

    take(line) {
        let event;
        try {
            event = JSON.parse(line);
        } catch {
            event = { event: 'notJson', line };
        }
        this.recorder.record(event);
    }

    end(resolve, outcome) {
        fs.rmSync(this.home, { recursive: true, force: true });
        this.recorder.record({ event: 'exited', ...outcome, diagnostics: this.diagnostics.slice(-2000) });
        resolve(outcome);
    }

    waitFor(expected, options) {
        return this.recorder.waitFor(expected, options);
    }

    async stop() {
        this.child.kill('SIGTERM');
        return this.exited;
    }
}

/** A fresh parley-local-service with nothing in it but the accounts alice, bob and carol. */
class LocalService extends Program {
    static async start({ aboutToExpireLead = 180, demoData = false } = {}) {
        const service = new LocalService('parley-local-service', programPath('PARLEY_LOCAL_SERVICE'), [
            '--token-port', '0', '--service-port', '0', '--database', ':memory:',
            '--about-to-expire-lead', String(aboutToExpireLead),
            ...(demoData ? [] : ['--no-demo-data']),
        ]);
        const ready = await service.waitFor({ event: 'ready' });
        service.tokenUrl = ready.tokenUrl;
        service.serviceUrl = ready.serviceUrl;
        return service;
    }

    /** A token of `identity` that lives for `ttl` seconds; negative: it has expired already. */
    async token(identity, ttl = 3600) {
        const url = new URL(this.tokenUrl);
        url.search = new URLSearchParams({ identity, password: PASSWORD, ttl });
        const response = await fetch(url);
        assert.strictEqual(response.status, 200, `the token end point answered ${response.status}`);
        return (await response.text()).trim();
    }

    /** Cuts every client connection without a word. */
    dropConnections() {
        this.child.kill('SIGUSR1');
    }
}

/** parley-cli, signed in as one of the demo accounts. */
class Cli extends Program {
    static async start(service, user, { tokenUrl = service.tokenUrl } = {}) {
        const cli = new Cli(`parley-cli ${user}`, programPath('PARLEY_CLI'), [
            '--token-url', tokenUrl, '--service-url', service.serviceUrl, '--user', user,
            '--no-keychain', '--password-env', 'PARLEY_INTEROP_PASSWORD',
        ], { PARLEY_INTEROP_PASSWORD: PASSWORD });
        cli.lastId = 0;
        await cli.waitFor({ event: 'initialized' });
        return cli;
    }

    /** Sends a command and gives its `result`, whether it is ok or not. */
    async request(command, fields = {}, options = {}) {
        const id = String(++this.lastId);
        this.child.stdin.write(`${JSON.stringify({ id, command, ...fields })}\n`);
        return this.waitFor({ event: 'result', id }, options);
    }

    /** Sends a command that has to succeed and gives its data. */
    async command(command, fields = {}) {
        const result = await this.request(command, fields);
        assert.ok(result.ok, `${command}: ${JSON.stringify(result.error)}`);
        return result.data;
    }

    async stop() {
        if (this.child.exitCode === null)
            await Promise.race([this.request('shutdown'), this.exited]);
        return this.exited;
    }
}

module.exports = { Cli, LocalService, PASSWORD };
