// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/events/eventreporter.h"
#include "session/events/eventjson.h"
#include "session/session.h"
#include "token/enumname.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using chat::ChatConversations;
using chat::ChatMessages;
using chat::ChatParticipants;
using chat::Conversation;
using twilsock::Connection;

QJsonObject with(QJsonObject object, const QString &event)
{
    object.insert(u"event"_s, event);
    return object;
}

/// Keys whose values users or programs have written: never in a file.
bool isPrivate(const QString &key)
{
    return key == "body"_L1 || key == "attributes"_L1 || key == "friendlyName"_L1
        || key == "uniqueName"_L1 || key == "filename"_L1 || key == "path"_L1 || key == "url"_L1
        || key == "token"_L1 || key == "secret"_L1 || key == "session"_L1 || key == "password"_L1;
}

QJsonValue redactedValue(const QJsonValue &value)
{
    if (value.isObject())
        return EventReporter::redacted(value.toObject());
    if (!value.isArray())
        return value;
    const QJsonArray whole = value.toArray();
    QJsonArray array;
    for (const QJsonValue one : whole)
        array.append(redactedValue(one));
    return array;
}

} // namespace

class EventReporter::Private
{
public:
    Private(EventReporter &reporter, Session &watched, Clock &time)
        : q(reporter)
        , session(watched)
        , clock(time)
    { }

    void watchSession();
    void watchTokens();
    void watchConnection();
    void watchConversations();
    void watchMessages();
    void watchParticipants();
    void watchUsers();
    void watchUploads();
    enum class Occasion { Appeared, Changed };
    void reportConversation(const Conversation &conversation, Occasion occasion);
    void forgetConversation(const QString &event, const Conversation &conversation);
    void noteChanged(const Conversation &conversation);
    void reportChanged();
    void emitEvent(QJsonObject event);

    EventReporter &q;
    Session &session;
    Clock &clock;
    QSet<QString> joined; ///< conversations whose conversationJoined was reported
    /// What is still to be told of conversations that have changed in this turn of the event loop.
    std::vector<Conversation> changed;
};

void EventReporter::Private::watchSession()
{
    connect(&session, &Session::signedIn, &q, [this](const QString &identity) {
        q.report({ { u"event"_s, u"signedIn"_s }, { u"identity"_s, identity } });
    });
    connect(&session, &Session::signInFailed, &q, [this](const TokenError &error) {
        q.report({ { u"event"_s, u"signInFailed"_s },
                   { u"code"_s, eventjson::code(error) },
                   { u"message"_s, eventjson::sentence(error) } });
    });
    connect(&session, &Session::signedOut, &q, [this] {
        joined.clear();
        changed.clear();
    });
}

void EventReporter::Private::watchTokens()
{
    const TokenManager *tokens = &session.tokens();
    connect(tokens, &TokenManager::tokenUpdated, &q,
            [this](const AccessToken &token, TokenManager::UpdateReason reason) {
                q.report({ { u"event"_s, u"tokenUpdated"_s },
                           { u"identity"_s, token.identity() },
                           { u"issuedAt"_s, eventjson::time(token.issuedAt()) },
                           { u"expiresAt"_s, eventjson::time(token.expiresAt()) },
                           { u"reason"_s, enumName(reason) } });
            });
    connect(tokens, &TokenManager::tokenAboutToExpire, &q,
            [this](std::chrono::milliseconds left, TokenManager::ExpirySource source) {
                const auto seconds = std::chrono::round<std::chrono::seconds>(left);
                q.report({ { u"event"_s, u"tokenAboutToExpire"_s },
                           { u"expiresAt"_s, eventjson::time(session.tokens().expiresAt()) },
                           { u"secondsLeft"_s, qint64(seconds.count()) },
                           { u"source"_s, enumName(source) } });
            });
    connect(tokens, &TokenManager::tokenExpired, &q, [this](quint64, WallTime expiresAt) {
        q.report(
            { { u"event"_s, u"tokenExpired"_s }, { u"expiresAt"_s, eventjson::time(expiresAt) } });
    });
    connect(tokens, &TokenManager::tokenUpdateFailed, &q,
            [this](const TokenError &error, int attempt,
                   std::optional<std::chrono::milliseconds> retryIn) {
                if (!session.isSignedIn() && !session.isSigningIn())
                    return; // it has ended the sign-in: signInFailed tells
                const QJsonValue seconds
                    = retryIn ? QJsonValue(double(retryIn->count()) / 1000) : QJsonValue::Null;
                q.report({ { u"event"_s, u"tokenUpdateFailed"_s },
                           { u"code"_s, eventjson::code(error) },
                           { u"message"_s, eventjson::sentence(error) },
                           { u"attempt"_s, attempt },
                           { u"retryInSeconds"_s, seconds } });
            });
    connect(tokens, &TokenManager::tokenUpdateRecovered, &q,
            [this](int attempts, std::chrono::milliseconds down) {
                q.report({ { u"event"_s, u"tokenUpdateRecovered"_s },
                           { u"attempts"_s, attempts },
                           { u"downSeconds"_s, double(down.count()) / 1000 } });
            });
}

void EventReporter::Private::watchConnection()
{
    const Connection *connection = &session.chat().connection();
    connect(connection, &Connection::stateChanged, &q, [this](twilsock::ConnectionState state) {
        q.report({ { u"event"_s, u"connectionStateChanged"_s }, { u"state"_s, enumName(state) } });
    });
    connect(connection, &Connection::errorOccurred, &q,
            [this](const twilsock::ConnectionError &error) {
                q.report({ { u"event"_s, u"connectionError"_s },
                           { u"terminal"_s, error.terminal },
                           { u"message"_s, error.message },
                           { u"httpStatusCode"_s, error.httpStatusCode },
                           { u"errorCode"_s, error.errorCode } });
            });
    connect(&session.chat(), &chat::ChatClient::initialized, &q, [this] {
        q.report({ { u"event"_s, u"initialized"_s } });
    });
    connect(&session.chat(), &chat::ChatClient::initFailed, &q, [this](const QString &message) {
        q.report({ { u"event"_s, u"initFailed"_s }, { u"message"_s, message } });
    });
}

void EventReporter::Private::watchConversations()
{
    const ChatConversations *conversations = &session.chat().conversations();
    const auto reporting = [this](Occasion occasion) {
        return [this, occasion](const Conversation &conversation) {
            reportConversation(conversation, occasion);
        };
    };
    connect(conversations, &ChatConversations::added, &q, reporting(Occasion::Appeared));
    connect(conversations, &ChatConversations::joined, &q, reporting(Occasion::Appeared));
    connect(conversations, &ChatConversations::updated, &q, reporting(Occasion::Changed));
    const auto forgetting = [this](const QString &event) {
        return [this, event](const Conversation &conversation) {
            forgetConversation(event, conversation);
        };
    };
    connect(conversations, &ChatConversations::left, &q, forgetting(u"conversationLeft"_s));
    connect(conversations, &ChatConversations::removed, &q, forgetting(u"conversationRemoved"_s));
}

/// conversationJoined once, as soon as the names are known; conversationUpdated from then on.
void EventReporter::Private::reportConversation(const Conversation &conversation, Occasion occasion)
{
    const bool isKnown = conversation.loading != Conversation::Loading::NotLoaded;
    if (!isKnown || conversation.status != Conversation::Status::Joined)
        return;
    const bool isFirst = !joined.contains(conversation.sid);
    if (!isFirst && occasion == Occasion::Appeared)
        return; // a conversation of our own making appears and is joined
    if (!isFirst) {
        noteChanged(conversation);
        return;
    }
    joined.insert(conversation.sid);
    q.report(with(eventjson::conversation(conversation), u"conversationJoined"_s));
}

/// Each message changes its conversation as well. When many come at once that is told once, as it
/// is after them; before any event but those of messages, so that causes stay before effects.
void EventReporter::Private::noteChanged(const Conversation &conversation)
{
    const auto known = std::ranges::find(changed, conversation.sid, &Conversation::sid);
    if (known != changed.end()) {
        *known = conversation;
        return;
    }
    if (changed.empty())
        QMetaObject::invokeMethod(
            &q, [this] { reportChanged(); }, Qt::QueuedConnection);
    changed.push_back(conversation);
}

void EventReporter::Private::reportChanged()
{
    for (const Conversation &conversation : std::exchange(changed, {}))
        emitEvent(with(eventjson::conversation(conversation), u"conversationUpdated"_s));
}

void EventReporter::Private::forgetConversation(const QString &event,
                                                const Conversation &conversation)
{
    joined.remove(conversation.sid);
    std::erase_if(changed, [&conversation](const Conversation &other) {
        return other.sid == conversation.sid;
    });
    q.report(with(eventjson::conversation(conversation), event));
}

void EventReporter::Private::watchMessages()
{
    const ChatMessages *messages = &session.chat().messages();
    const auto reporting = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const chat::Message &message) {
            emitEvent(with(eventjson::message(conversationSid, message), event));
        };
    };
    connect(messages, &ChatMessages::added, &q, reporting(u"messageAdded"_s));
    connect(messages, &ChatMessages::updated, &q, reporting(u"messageUpdated"_s));
    connect(messages, &ChatMessages::removed, &q, reporting(u"messageRemoved"_s));
}

void EventReporter::Private::watchParticipants()
{
    const ChatParticipants *participants = &session.chat().participants();
    const auto typing = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const QString &identity) {
            q.report({ { u"event"_s, event },
                       { u"conversation"_s, conversationSid },
                       { u"identity"_s, identity } });
        };
    };
    connect(participants, &ChatParticipants::typingStarted, &q, typing(u"typingStarted"_s));
    connect(participants, &ChatParticipants::typingEnded, &q, typing(u"typingEnded"_s));

    const auto reporting = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const chat::Participant &participant) {
            q.report(with(eventjson::participant(conversationSid, participant), event));
        };
    };
    connect(participants, &ChatParticipants::joined, &q, reporting(u"participantJoined"_s));
    connect(participants, &ChatParticipants::left, &q, reporting(u"participantLeft"_s));
    connect(participants, &ChatParticipants::updated, &q, reporting(u"participantUpdated"_s));
}

void EventReporter::Private::watchUsers()
{
    const chat::ChatUsers *users = &session.chat().users();
    connect(users, &chat::ChatUsers::updated, &q, [this, users](const QString &identity) {
        q.report(with(eventjson::user(users->user(identity)), u"userUpdated"_s));
    });
}

void EventReporter::Private::watchUploads()
{
    connect(
        &session.chat().outbox(), &chat::ChatOutbox::uploadProgress, &q,
        [this](const QString &conversationSid, const QString &localId, qint64 sent, qint64 total) {
            q.report({ { u"event"_s, u"uploadProgress"_s },
                       { u"conversation"_s, conversationSid },
                       { u"localId"_s, localId },
                       { u"sent"_s, sent },
                       { u"total"_s, total } });
        });
}

EventReporter::EventReporter(Session &session, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, session, clock))
{
    d->watchSession();
    d->watchTokens();
    d->watchConnection();
    d->watchConversations();
    d->watchMessages();
    d->watchParticipants();
    d->watchUsers();
    d->watchUploads();
}

EventReporter::~EventReporter() = default;

QJsonObject EventReporter::redacted(const QJsonObject &event)
{
    QJsonObject redacted;
    for (auto it = event.begin(); it != event.end(); ++it) {
        if (isPrivate(it.key()) && !it.value().isNull())
            redacted.insert(it.key(), u"[redacted]"_s);
        else
            redacted.insert(it.key(), redactedValue(it.value()));
    }
    return redacted;
}

void EventReporter::report(QJsonObject event)
{
    d->reportChanged();
    d->emitEvent(std::move(event));
}

void EventReporter::Private::emitEvent(QJsonObject event)
{
    event.insert(u"at"_s, eventjson::time(clock.wallNow()));
    Q_EMIT q.eventReported(event);
}

} // namespace parley
