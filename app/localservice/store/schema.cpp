// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/schema.h"

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

/// What version 2 brought: media, and public conversations and invitations of Programmable Chat.
QStringList versionTwo()
{
    return {
        u"ALTER TABLE conversations ADD COLUMN is_public INTEGER NOT NULL DEFAULT 0"_s,
        u"CREATE TABLE invites(conversation TEXT NOT NULL REFERENCES conversations(sid)"
        " ON DELETE CASCADE, identity TEXT NOT NULL REFERENCES users(identity),"
        " PRIMARY KEY(conversation, identity)) WITHOUT ROWID"_s,
        // No references: what is removed here takes files with it, so the service does it itself.
        u"CREATE TABLE media(sid TEXT PRIMARY KEY, author TEXT NOT NULL, category TEXT NOT NULL,"
        " filename TEXT, content_type TEXT NOT NULL, size INTEGER NOT NULL, conversation TEXT,"
        " message TEXT, created TEXT NOT NULL) WITHOUT ROWID"_s,
        u"CREATE INDEX media_message ON media(message)"_s,
        u"CREATE INDEX media_conversation ON media(conversation)"_s,
    };
}

QStringList versionOne()
{
    return {
        u"CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"_s,
        // An account without a hash cannot sign in; it is filled in as soon as it is computed.
        u"CREATE TABLE accounts(name TEXT PRIMARY KEY, salt BLOB, hash BLOB, rounds INTEGER)"
        " WITHOUT ROWID"_s,
        // parent: the session this one was made from, valid until this one is used for the first
        // time.
        u"CREATE TABLE sessions(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
        " account TEXT NOT NULL REFERENCES accounts(name) ON DELETE CASCADE,"
        " parent INTEGER REFERENCES sessions(id) ON DELETE SET NULL)"_s,
        u"CREATE INDEX sessions_parent ON sessions(parent)"_s,
        u"CREATE INDEX sessions_account ON sessions(account)"_s,

        u"CREATE TABLE users(identity TEXT PRIMARY KEY, sid TEXT NOT NULL UNIQUE, friendly_name "
        u"TEXT,"
        " attributes TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL) WITHOUT ROWID"_s,
        u"CREATE TABLE conversations(sid TEXT PRIMARY KEY, unique_name TEXT UNIQUE, friendly_name "
        u"TEXT,"
        " attributes TEXT NOT NULL, created_by TEXT NOT NULL, created TEXT NOT NULL,"
        " updated TEXT NOT NULL, next_index INTEGER NOT NULL) WITHOUT ROWID"_s,
        u"CREATE TABLE participants(sid TEXT PRIMARY KEY,"
        " conversation TEXT NOT NULL REFERENCES conversations(sid) ON DELETE CASCADE,"
        " identity TEXT REFERENCES users(identity), type TEXT NOT NULL, address TEXT, binding TEXT,"
        " attributes TEXT NOT NULL, role_sid TEXT NOT NULL, last_read INTEGER, last_read_at TEXT,"
        " notification_level TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL,"
        " UNIQUE(conversation, identity), UNIQUE(conversation, address)) WITHOUT ROWID"_s,
        u"CREATE INDEX participants_identity ON participants(identity, conversation)"_s,
        // The content of a message is its item in the Sync list; this finds and counts them.
        u"CREATE TABLE messages(conversation TEXT NOT NULL REFERENCES conversations(sid)"
        " ON DELETE CASCADE, position INTEGER NOT NULL, sid TEXT NOT NULL UNIQUE,"
        " author TEXT NOT NULL, created TEXT NOT NULL, PRIMARY KEY(conversation, position))"
        " WITHOUT ROWID"_s,
        // url is NULL when the resource was deleted by the mutation.
        u"CREATE TABLE mutations(identity TEXT NOT NULL, mutation TEXT NOT NULL, url TEXT,"
        " at INTEGER NOT NULL, PRIMARY KEY(identity, mutation)) WITHOUT ROWID"_s,

        u"CREATE TABLE sync_objects(id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE,"
        " kind INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, scope INTEGER NOT NULL,"
        " scope_id TEXT NOT NULL, last_event INTEGER NOT NULL, data TEXT, created TEXT NOT NULL,"
        " updated TEXT NOT NULL)"_s,
        // key has no declared type: numbers in lists, texts in maps, each in its own order. A
        // removed item stays as a row without data, so that an old client can be told of the
        // removal.
        u"CREATE TABLE sync_items(object INTEGER NOT NULL REFERENCES sync_objects(id)"
        " ON DELETE CASCADE, key NOT NULL, event INTEGER NOT NULL, data TEXT, created TEXT NOT "
        "NULL,"
        " updated TEXT NOT NULL, PRIMARY KEY(object, key)) WITHOUT ROWID"_s,
        u"CREATE TABLE sync_events(object INTEGER NOT NULL REFERENCES sync_objects(id)"
        " ON DELETE CASCADE, event INTEGER NOT NULL, type INTEGER NOT NULL, key, data TEXT,"
        " at TEXT NOT NULL, PRIMARY KEY(object, event)) WITHOUT ROWID"_s,
    };
}

} // namespace

QStringList schemaStatements()
{
    return versionOne() + versionTwo();
}

// Version 3 reads the last event of a Sync object, and with it the data of a document, from its
// log, and the next index of a conversation from its messages, which an older Parley would not know
// of. Mutations are searched by their time once in ten minutes, and written with every change.
QStringList upgradeStatements(qint64 version)
{
    QStringList statements = version < 2 ? versionTwo() : QStringList();
    if (version < SchemaVersion)
        statements += u"DROP INDEX IF EXISTS mutations_at"_s;
    return statements;
}

} // namespace parley::localservice
