// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// The memory that a day of use leaves behind: a session with the log of its events, the list of
// conversations and an open conversation gets five messages a second for 24 hours, in virtual time.
// The service is a fake one in the same process, which forgets what it has delivered.

#include "chat/conversationlistmodel.h"
#include "chat/fakeservice.h"
#include "chat/messagelistmodel.h"
#include "figure.h"
#include "inspector/eventlogmodel.h"
#include "sessionbench.h"

#include <QCoreApplication>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int MessagesPerSecond = 5;
constexpr int SecondsOfAnHour = 3600;
constexpr int Hours = 24;

class Day
{
public:
    [[nodiscard]] bool signIn()
    {
        m_room = m_service.addConversation(1, u"The open one"_s);
        m_bench.answerAlwaysWithTokens();
        m_bench.launch();
        QObject::connect(m_bench.reporter.get(), &EventReporter::eventReported, &m_log,
                         &ui::EventLogModel::append);
        QObject::connect(&m_bench.session->tokens(), &TokenManager::traced, &m_log,
                         &ui::EventLogModel::appendTrace);
        m_bench.session->signIn(u"demo"_s, true);
        m_bench.advance(30s);
        chat::ChatClient &chat = m_bench.session->chat();
        m_list = std::make_unique<chat::ConversationListModel>(chat);
        m_messages = std::make_unique<chat::MessageListModel>(chat, m_room);
        m_bench.advance(1s);
        return chat.conversations().areLoaded();
    }

    void passAnHour()
    {
        for (int second = 0; second < SecondsOfAnHour; ++second) {
            for (int i = 0; i < MessagesPerSecond; ++i)
                m_last = m_service.addMessage(m_room, u"bob"_s, u"One of very many messages"_s);
            m_bench.advance(1s);
            forget();
        }
    }

    /// Whether the newest message has arrived.
    [[nodiscard]] bool isUpToDate() const
    {
        const auto room = m_bench.session->chat().conversations().find(m_room);
        return room && room->lastMessageIndex == m_last;
    }

private:
    /// What the fakes remember for tests.
    void forget()
    {
        m_service.calls.clear();
        for (const QString &name : { m_room + ".messages"_L1, m_room + ".channel"_L1 }) {
            if (test::FakeSyncService::Object *const object = m_service.find(name)) {
                object->log.clear();
                while (object->items.size() > chat::MessageListModel::MaxRows)
                    object->items.erase(object->items.begin());
            }
        }
        if (test::FakeTransport *const transport = m_bench.transports.last())
            transport->forgetSent();
        m_bench.events.clear();
        m_bench.states.clear();
        m_bench.statuses.clear();
        m_bench.network.requests.clear();
    }

    test::SessionBench m_bench;
    test::FakeService m_service { m_bench.clock, m_bench.transports };
    ui::EventLogModel m_log;
    std::unique_ptr<chat::ConversationListModel> m_list;
    std::unique_ptr<chat::MessageListModel> m_messages;
    QString m_room;
    qint64 m_last = -1;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Day day;
    if (!day.signIn())
        return bench::cannotMeasure(u"the session does not sign in"_s);
    day.passAnHour();
    const auto before = bench::allocatedKibibytes();
    if (!before)
        return bench::cannotMeasure(u"this system does not say what is allocated"_s);
    for (int hour = 1; hour < Hours; ++hour)
        day.passAnHour();
    if (!day.isUpToDate())
        return bench::cannotMeasure(u"messages are missing"_s);
    bench::print({ .name = u"day"_s,
                   .value = (*bench::allocatedKibibytes() - *before) / 1024,
                   .aim = 2,
                   .unit = u" MiB"_s,
                   .detail = u"memory that %1 hours with %2 messages a second leave behind, after "
                             "the first (%3 MiB then)"_s.arg(Hours - 1)
                                 .arg(MessagesPerSecond)
                                 .arg(*before / 1024, 0, 'f', 1) });
    return 0;
}
