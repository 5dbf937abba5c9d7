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

using chat::ChatClient;
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
    void reportConversation(const chat::Conversation &conversation, Occasion occasion);
    void forgetConversation(const QString &event, const chat::Conversation &conversation);
    void noteChanged(const chat::Conversation &conversation);
    void reportChanged();
    void emitEvent(QJsonObject event);

    EventReporter &q;
    Session &session;
    Clock &clock;
    QSet<QString> joined; ///< conversations whose conversationJoined was reported
    /// What is still to be told of conversations that have changed in this turn of the event loop.
    std::vector<chat::Conversation> changed;
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
    connect(&session.chat(), &ChatClient::initialized, &q, [this] {
        q.report({ { u"event"_s, u"initialized"_s } });
    });
    connect(&session.chat(), &ChatClient::initFailed, &q, [this](const QString &message) {
        q.report({ { u"event"_s, u"initFailed"_s }, { u"message"_s, message } });
    });
}

void EventReporter::Private::watchConversations()
{
    const ChatClient *chat = &session.chat();
    const auto reporting = [this](Occasion occasion) {
        return [this, occasion](const chat::Conversation &conversation) {
            reportConversation(conversation, occasion);
        };
    };
    connect(&chat->conversations(), &chat::ChatConversations::added, &q,
            reporting(Occasion::Appeared));
    connect(&chat->conversations(), &chat::ChatConversations::joined, &q,
            reporting(Occasion::Appeared));
    connect(&chat->conversations(), &chat::ChatConversations::updated, &q,
            reporting(Occasion::Changed));
    connect(&chat->conversations(), &chat::ChatConversations::left, &q,
            [this](const chat::Conversation &conversation) {
                forgetConversation(u"conversationLeft"_s, conversation);
            });
    connect(&chat->conversations(), &chat::ChatConversations::removed, &q,
            [this](const chat::Conversation &conversation) {
                forgetConversation(u"conversationRemoved"_s, conversation);
            });
}

/// conversationJoined once, as soon as the names are known; conversationUpdated from then on.
void EventReporter::Private::reportConversation(const chat::Conversation &conversation,
                                                Occasion occasion)
{
    const bool isKnown = conversation.loading != chat::Conversation::Loading::NotLoaded;
    if (!isKnown || conversation.status != chat::Conversation::Status::Joined)
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
void EventReporter::Private::noteChanged(const chat::Conversation &conversation)
{
    const auto known
        = std::find_if(changed.begin(), changed.end(), [&conversation](const auto &other) {
              return other.sid == conversation.sid;
          });
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
    for (const chat::Conversation &conversation : std::exchange(changed, {}))
        emitEvent(with(eventjson::conversation(conversation), u"conversationUpdated"_s));
}

void EventReporter::Private::forgetConversation(const QString &event,
                                                const chat::Conversation &conversation)
{
    joined.remove(conversation.sid);
    std::erase_if(changed, [&conversation](const chat::Conversation &other) {
        return other.sid == conversation.sid;
    });
    q.report(with(eventjson::conversation(conversation), event));
}

void EventReporter::Private::watchMessages()
{
    const ChatClient *chat = &session.chat();
    const auto reporting = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const chat::Message &message) {
            emitEvent(with(eventjson::message(conversationSid, message), event));
        };
    };
    connect(&chat->messages(), &chat::ChatMessages::added, &q, reporting(u"messageAdded"_s));
    connect(&chat->messages(), &chat::ChatMessages::updated, &q, reporting(u"messageUpdated"_s));
    connect(&chat->messages(), &chat::ChatMessages::removed, &q, reporting(u"messageRemoved"_s));
}

void EventReporter::Private::watchParticipants()
{
    const ChatClient *chat = &session.chat();
    const auto typing = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const QString &identity) {
            q.report({ { u"event"_s, event },
                       { u"conversation"_s, conversationSid },
                       { u"identity"_s, identity } });
        };
    };
    connect(&chat->participants(), &chat::ChatParticipants::typingStarted, &q,
            typing(u"typingStarted"_s));
    connect(&chat->participants(), &chat::ChatParticipants::typingEnded, &q,
            typing(u"typingEnded"_s));

    const auto reporting = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const chat::Participant &participant) {
            q.report(with(eventjson::participant(conversationSid, participant), event));
        };
    };
    connect(&chat->participants(), &chat::ChatParticipants::joined, &q,
            reporting(u"participantJoined"_s));
    connect(&chat->participants(), &chat::ChatParticipants::left, &q,
            reporting(u"participantLeft"_s));
    connect(&chat->participants(), &chat::ChatParticipants::updated, &q,
            reporting(u"participantUpdated"_s));
}

void EventReporter::Private::watchUsers()
{
    connect(&session.chat().users(), &chat::ChatUsers::updated, &q,
            [this](const QString &identity) {
                q.report(
                    with(eventjson::user(session.chat().users().user(identity)), u"userUpdated"_s));
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
