// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventreporter.h"
#include "session/eventjson.h"
#include "session/session.h"
#include "token/enumname.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace parley {

namespace {

using chat::ChatClient;
using twilsock::Connection;

QJsonObject with(QJsonObject object, const QString &event)
{
    object.insert(QStringLiteral("event"), event);
    return object;
}

/// Keys whose values users or programs have written: never in a file.
bool isPrivate(const QString &key)
{
    return key == QLatin1String("body") || key == QLatin1String("attributes")
        || key == QLatin1String("friendlyName") || key == QLatin1String("uniqueName")
        || key == QLatin1String("filename") || key == QLatin1String("path")
        || key == QLatin1String("url") || key == QLatin1String("token")
        || key == QLatin1String("secret") || key == QLatin1String("session")
        || key == QLatin1String("password");
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
        q.report({ { QStringLiteral("event"), QStringLiteral("signedIn") },
                   { QStringLiteral("identity"), identity } });
    });
    connect(&session, &Session::signInFailed, &q, [this](const TokenError &error) {
        q.report({ { QStringLiteral("event"), QStringLiteral("signInFailed") },
                   { QStringLiteral("code"), eventjson::code(error) },
                   { QStringLiteral("message"), eventjson::sentence(error) } });
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
                q.report({ { QStringLiteral("event"), QStringLiteral("tokenUpdated") },
                           { QStringLiteral("identity"), token.identity() },
                           { QStringLiteral("issuedAt"), eventjson::time(token.issuedAt()) },
                           { QStringLiteral("expiresAt"), eventjson::time(token.expiresAt()) },
                           { QStringLiteral("reason"), enumName(reason) } });
            });
    connect(tokens, &TokenManager::tokenAboutToExpire, &q,
            [this](std::chrono::milliseconds left, TokenManager::ExpirySource source) {
                const auto seconds = std::chrono::round<std::chrono::seconds>(left);
                q.report({ { QStringLiteral("event"), QStringLiteral("tokenAboutToExpire") },
                           { QStringLiteral("expiresAt"),
                             eventjson::time(session.tokens().expiresAt()) },
                           { QStringLiteral("secondsLeft"), qint64(seconds.count()) },
                           { QStringLiteral("source"), enumName(source) } });
            });
    connect(tokens, &TokenManager::tokenExpired, &q, [this](quint64, WallTime expiresAt) {
        q.report({ { QStringLiteral("event"), QStringLiteral("tokenExpired") },
                   { QStringLiteral("expiresAt"), eventjson::time(expiresAt) } });
    });
    connect(tokens, &TokenManager::tokenUpdateFailed, &q,
            [this](const TokenError &error, int attempt,
                   std::optional<std::chrono::milliseconds> retryIn) {
                if (!session.isSignedIn() && !session.isSigningIn())
                    return; // it has ended the sign-in: signInFailed tells
                const QJsonValue seconds
                    = retryIn ? QJsonValue(double(retryIn->count()) / 1000) : QJsonValue::Null;
                q.report({ { QStringLiteral("event"), QStringLiteral("tokenUpdateFailed") },
                           { QStringLiteral("code"), eventjson::code(error) },
                           { QStringLiteral("message"), eventjson::sentence(error) },
                           { QStringLiteral("attempt"), attempt },
                           { QStringLiteral("retryInSeconds"), seconds } });
            });
    connect(tokens, &TokenManager::tokenUpdateRecovered, &q,
            [this](int attempts, std::chrono::milliseconds down) {
                q.report({ { QStringLiteral("event"), QStringLiteral("tokenUpdateRecovered") },
                           { QStringLiteral("attempts"), attempts },
                           { QStringLiteral("downSeconds"), double(down.count()) / 1000 } });
            });
}

void EventReporter::Private::watchConnection()
{
    const Connection *connection = &session.chat().connection();
    connect(connection, &Connection::stateChanged, &q, [this](twilsock::ConnectionState state) {
        q.report({ { QStringLiteral("event"), QStringLiteral("connectionStateChanged") },
                   { QStringLiteral("state"), enumName(state) } });
    });
    connect(connection, &Connection::errorOccurred, &q,
            [this](const twilsock::ConnectionError &error) {
                q.report({ { QStringLiteral("event"), QStringLiteral("connectionError") },
                           { QStringLiteral("terminal"), error.terminal },
                           { QStringLiteral("message"), error.message },
                           { QStringLiteral("httpStatusCode"), error.httpStatusCode },
                           { QStringLiteral("errorCode"), error.errorCode } });
            });
    connect(&session.chat(), &ChatClient::initialized, &q, [this] {
        q.report({ { QStringLiteral("event"), QStringLiteral("initialized") } });
    });
    connect(&session.chat(), &ChatClient::initFailed, &q, [this](const QString &message) {
        q.report({ { QStringLiteral("event"), QStringLiteral("initFailed") },
                   { QStringLiteral("message"), message } });
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
                forgetConversation(QStringLiteral("conversationLeft"), conversation);
            });
    connect(&chat->conversations(), &chat::ChatConversations::removed, &q,
            [this](const chat::Conversation &conversation) {
                forgetConversation(QStringLiteral("conversationRemoved"), conversation);
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
    q.report(with(eventjson::conversation(conversation), QStringLiteral("conversationJoined")));
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
        emitEvent(
            with(eventjson::conversation(conversation), QStringLiteral("conversationUpdated")));
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
    connect(&chat->messages(), &chat::ChatMessages::added, &q,
            reporting(QStringLiteral("messageAdded")));
    connect(&chat->messages(), &chat::ChatMessages::updated, &q,
            reporting(QStringLiteral("messageUpdated")));
    connect(&chat->messages(), &chat::ChatMessages::removed, &q,
            reporting(QStringLiteral("messageRemoved")));
}

void EventReporter::Private::watchParticipants()
{
    const ChatClient *chat = &session.chat();
    const auto typing = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const QString &identity) {
            q.report({ { QStringLiteral("event"), event },
                       { QStringLiteral("conversation"), conversationSid },
                       { QStringLiteral("identity"), identity } });
        };
    };
    connect(&chat->participants(), &chat::ChatParticipants::typingStarted, &q,
            typing(QStringLiteral("typingStarted")));
    connect(&chat->participants(), &chat::ChatParticipants::typingEnded, &q,
            typing(QStringLiteral("typingEnded")));

    const auto reporting = [this](const QString &event) {
        return [this, event](const QString &conversationSid, const chat::Participant &participant) {
            q.report(with(eventjson::participant(conversationSid, participant), event));
        };
    };
    connect(&chat->participants(), &chat::ChatParticipants::joined, &q,
            reporting(QStringLiteral("participantJoined")));
    connect(&chat->participants(), &chat::ChatParticipants::left, &q,
            reporting(QStringLiteral("participantLeft")));
    connect(&chat->participants(), &chat::ChatParticipants::updated, &q,
            reporting(QStringLiteral("participantUpdated")));
}

void EventReporter::Private::watchUsers()
{
    connect(&session.chat().users(), &chat::ChatUsers::updated, &q,
            [this](const QString &identity) {
                q.report(with(eventjson::user(session.chat().users().user(identity)),
                              QStringLiteral("userUpdated")));
            });
}

void EventReporter::Private::watchUploads()
{
    connect(
        &session.chat().outbox(), &chat::ChatOutbox::uploadProgress, &q,
        [this](const QString &conversationSid, const QString &localId, qint64 sent, qint64 total) {
            q.report({ { QStringLiteral("event"), QStringLiteral("uploadProgress") },
                       { QStringLiteral("conversation"), conversationSid },
                       { QStringLiteral("localId"), localId },
                       { QStringLiteral("sent"), sent },
                       { QStringLiteral("total"), total } });
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
            redacted.insert(it.key(), QStringLiteral("[redacted]"));
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
    event.insert(QStringLiteral("at"), eventjson::time(clock.wallNow()));
    Q_EMIT q.eventReported(event);
}

} // namespace parley
