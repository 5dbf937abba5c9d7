// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include "support/testtoken.h"

#include <QLoggingCategory>
#include <QRegularExpression>

namespace parley::test {

using namespace std::chrono_literals;
using chat::ChatClient;
using chat::Conversation;
using chat::Message;
using chat::Participant;

ChatBench::ChatBench(std::unique_ptr<chat::OutboxStore> outbox)
    : store(std::move(outbox))
{
    QLoggingCategory::setFilterRules(QStringLiteral("parley.*=false"));
    makeClient();
}

void ChatBench::makeClient()
{
    client = std::make_unique<ChatClient>(
        chat::ChatConfig { .serviceUrl = QUrl(QStringLiteral("wss://tsock.example/v3/wsconnect")) },
        transports.factory(), http, clock, network, *store, [] { return 0.0; });
    ChatClient *const c = client.get();
    const auto name = [this](const char *word) {
        return [this, word](const Conversation &conversation) {
            log(QLatin1String(word) + u' ' + conversation.displayName());
        };
    };
    QObject::connect(c, &ChatClient::initialized, c,
                     [this] { log(QStringLiteral("initialized")); });
    QObject::connect(c, &ChatClient::initFailed, c, [this] { log(QStringLiteral("initFailed")); });
    QObject::connect(c, &ChatClient::conversationsLoadedChanged, c,
                     [this] { log(QStringLiteral("loaded")); });
    QObject::connect(c, &ChatClient::conversationAdded, c, name("added"));
    QObject::connect(c, &ChatClient::conversationJoined, c, name("joined"));
    QObject::connect(c, &ChatClient::conversationUpdated, c, name("updated"));
    QObject::connect(c, &ChatClient::conversationLeft, c, name("left"));
    QObject::connect(c, &ChatClient::conversationRemoved, c, name("removed"));
    const auto message = [this](const char *word) {
        return [this, word](const QString &, const Message &m) {
            log(QStringLiteral("%1 %2 %3: %4")
                    .arg(QLatin1String(word))
                    .arg(m.index)
                    .arg(m.author, m.body));
        };
    };
    QObject::connect(c, &ChatClient::messageAdded, c, message("message"));
    QObject::connect(c, &ChatClient::messageUpdated, c, message("edited"));
    QObject::connect(c, &ChatClient::messageRemoved, c, message("deleted"));
    QObject::connect(c, &ChatClient::messageConfirmed, c, message("confirmed"));
    QObject::connect(c, &ChatClient::typingStarted, c, [this](const QString &, const QString &who) {
        log(QStringLiteral("typing %1").arg(who));
    });
    QObject::connect(c, &ChatClient::typingEnded, c, [this](const QString &, const QString &who) {
        log(QStringLiteral("quiet %1").arg(who));
    });
    const auto participant = [this](const char *word) {
        return [this, word](const QString &, const Participant &p) {
            log(QStringLiteral("participant %1 %2").arg(QLatin1String(word), p.identity));
        };
    };
    QObject::connect(c, &ChatClient::participantJoined, c, participant("joined"));
    QObject::connect(c, &ChatClient::participantLeft, c, participant("left"));
    QObject::connect(c, &ChatClient::participantUpdated, c, participant("updated"));
}

void ChatBench::start()
{
    client->tokenConsumer()->offerToken(makeToken({}), TokenReply());
    client->start();
    clock.advance(3s);
}

void ChatBench::reconnect()
{
    service.cutLink();
    clock.advance(5s);
}

void ChatBench::restart()
{
    client.reset();
    m_log.clear();
    makeClient();
    start();
}

QStringList ChatBench::takeLog()
{
    return std::exchange(m_log, {});
}

QStringList ChatBench::takeLog(const QString &word)
{
    return takeLog().filter(QRegularExpression(u'^' + QRegularExpression::escape(word)));
}

} // namespace parley::test
