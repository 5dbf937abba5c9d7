// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const { EventEmitter } = require('node:events');
const { clearTimeout, setTimeout } = require('node:timers');

const DEFAULT_LIMIT_MS = 20000;

/**
 * Everything one client has said, in order, in the JSON form that parley-cli prints. Tests wait for
 * what they expect to be said instead of for time to pass.
 */
class Recorder {
    constructor(name) {
        this.name = name;
        this.events = [];
        this.arrivals = new EventEmitter();
        this.arrivals.setMaxListeners(0);
    }

    record(event) {
        this.events.push(event);
        this.arrivals.emit('event');
    }

    /** A position to wait from: what was said before it does not count. */
    mark() {
        return this.events.length;
    }

    since(mark) {
        return this.events.slice(mark);
    }

    /** Waits until `isReached` holds; after `limit` milliseconds in any case, for an assertion to tell. */
    waitUntil(isReached, { limit = DEFAULT_LIMIT_MS } = {}) {
        return new Promise((resolve) => {
            const look = () => {
                if (isReached())
                    finish();
            };
            const finish = () => {
                clearTimeout(timer);
                this.arrivals.off('event', look);
                resolve();
            };
            const timer = setTimeout(finish, limit);
            this.arrivals.on('event', look);
            look();
        });
    }

    /**
     * The first event from `from` on that has all fields of `expected`; a RegExp or a function
     * stands for a test of the value. Rejects with what was said instead after `limit` milliseconds.
     */
    waitFor(expected, { from = 0, limit = DEFAULT_LIMIT_MS } = {}) {
        return new Promise((resolve, reject) => {
            const look = () => {
                const found = this.events.slice(from).find((event) => matches(event, expected));
                if (found !== undefined)
                    finish(() => resolve(found));
                else if (this.events.at(-1)?.event === 'exited') // nothing more will be said
                    giveUp();
            };
            const finish = (settle) => {
                clearTimeout(timer);
                this.arrivals.off('event', look);
                settle();
            };
            const giveUp = () => {
                const said = this.events.slice(from).map((event) => JSON.stringify(event)).join('\n  ');
                finish(() => reject(new Error(`${this.name} has not said ${describe(expected)} within ${limit} ms, `
                    + `but:\n  ${said || '(nothing)'}`)));
            };
            const timer = setTimeout(giveUp, limit);
            this.arrivals.on('event', look);
            look();
        });
    }
}

function matches(event, expected) {
    return Object.entries(expected).every(([key, wanted]) => {
        if (typeof wanted === 'function')
            return wanted(event[key]);
        return wanted instanceof RegExp ? wanted.test(event[key]) : event[key] === wanted;
    });
}

function describe(expected) {
    return JSON.stringify(expected, (key, value) =>
        (value instanceof RegExp || typeof value === 'function' ? String(value) : value));
}

module.exports = { Recorder };
