// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include "support/testtoken.h"

#include <QLoggingCategory>
#include <QRegularExpression>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;
using namespace chat;

ChatBench::ChatBench(std::unique_ptr<chat::OutboxStore> outbox)
    : store(std::move(outbox))
{
    QLoggingCategory::setFilterRules(u"parley.*=false"_s);
    makeClient();
}

void ChatBench::makeClient()
{
    client = std::make_unique<ChatClient>(
        chat::ChatConfig { .serviceUrl = QUrl(u"wss://tsock.example/v3/wsconnect"_s) },
        transports.factory(), http, clock, network, *store, [] { return 0.0; });
    ChatClient *const c = client.get();
    const auto name = [this](const char *word) {
        return [this, word](const Conversation &conversation) {
            log(QLatin1String(word) + u' ' + conversation.displayName());
        };
    };
    QObject::connect(c, &ChatClient::initialized, c, [this] { log(u"initialized"_s); });
    QObject::connect(c, &ChatClient::initFailed, c, [this] { log(u"initFailed"_s); });
    QObject::connect(&c->conversations(), &ChatConversations::loaded, c,
                     [this] { log(u"loaded"_s); });
    QObject::connect(&c->conversations(), &ChatConversations::added, c, name("added"));
    QObject::connect(&c->conversations(), &ChatConversations::joined, c, name("joined"));
    QObject::connect(&c->conversations(), &ChatConversations::updated, c, name("updated"));
    QObject::connect(&c->conversations(), &ChatConversations::left, c, name("left"));
    QObject::connect(&c->conversations(), &ChatConversations::removed, c, name("removed"));
    const auto message = [this](const char *word) {
        return [this, word](const QString &, const Message &m) {
            log(u"%1 %2 %3: %4"_s.arg(QLatin1String(word)).arg(m.index).arg(m.author, m.body));
        };
    };
    QObject::connect(&c->messages(), &ChatMessages::added, c, message("message"));
    QObject::connect(&c->messages(), &ChatMessages::updated, c, message("edited"));
    QObject::connect(&c->messages(), &ChatMessages::removed, c, message("deleted"));
    QObject::connect(&c->outbox(), &ChatOutbox::confirmed, c, message("confirmed"));
    QObject::connect(&c->participants(), &ChatParticipants::typingStarted, c,
                     [this](const QString &, const QString &who) { log(u"typing %1"_s.arg(who)); });
    QObject::connect(&c->participants(), &ChatParticipants::typingEnded, c,
                     [this](const QString &, const QString &who) { log(u"quiet %1"_s.arg(who)); });
    const auto participant = [this](const char *word) {
        return [this, word](const QString &, const Participant &p) {
            log(u"participant %1 %2"_s.arg(QLatin1String(word), p.identity));
        };
    };
    QObject::connect(&c->participants(), &ChatParticipants::joined, c, participant("joined"));
    QObject::connect(&c->participants(), &ChatParticipants::left, c, participant("left"));
    QObject::connect(&c->participants(), &ChatParticipants::updated, c, participant("updated"));
}

void ChatBench::log(const QString &line)
{
    m_log.append(line);
    if (onEvent)
        onEvent();
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
    clock.settle(); // what has happened is told by the clock
    return std::exchange(m_log, {});
}

QStringList ChatBench::takeLog(const QString &word)
{
    return takeLog().filter(QRegularExpression(u'^' + QRegularExpression::escape(word)));
}

} // namespace parley::test
