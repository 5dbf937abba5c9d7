// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const nodeTest = require('node:test');

/** Like node:test's, but what never ends fails by name, before CTest has to kill everything. */
function test(title, body) {
    return nodeTest.test(title, { timeout: 90000 }, body);
}

module.exports = { after: nodeTest.after, before: nodeTest.before, describe: nodeTest.describe, test };
