// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
'use strict';

const http = require('node:http');

/**
 * A back end of the kind a team writes: it answers parley-cli with tokens of the local service, for
 * as long as it is up. Taken down, it leaves the life of a token to what the test does by hand.
 */
class TokenBackend {
    static async start(service, identity) {
        const backend = new TokenBackend();
        backend.up = true;
        backend.server = http.createServer(async (request, response) => {
            request.resume();
            if (!backend.up) {
                response.writeHead(503, { 'Retry-After': '600' }).end();
                return;
            }
            const token = await service.token(identity);
            response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ token }));
        });
        await new Promise((resolve) => backend.server.listen(0, '127.0.0.1', resolve));
        backend.url = `http://127.0.0.1:${backend.server.address().port}/token`;
        return backend;
    }

    goDown() {
        this.up = false;
    }

    async stop() {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}

module.exports = { TokenBackend };
