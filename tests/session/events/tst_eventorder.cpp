// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sessionbench.h"

#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// In which order the events of one turn of the event loop are told.
class tst_EventOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsAChangeOncePerTurn();
    void tellsAChangeBeforeWhatFollowsFromIt();
    void tellsNoChangeOfWhatIsGone();
    void tellsNothingAfterSignOut();

private:
    void change(qint64 lastMessageIndex);
    void addMessage(qint64 index);
    [[nodiscard]] QStringList takeNames();

    std::unique_ptr<SessionBench> m_bench;
    chat::Conversation m_conversation;
};

void tst_EventOrder::init()
{
    m_bench = std::make_unique<SessionBench>();
    m_bench->launch();
    m_conversation = {};
    m_conversation.sid = u"CH1"_s;
    m_conversation.loading = chat::Conversation::Loading::Loaded;
    Q_EMIT m_bench->session->chat().conversations().joined(m_conversation);
    QCOMPARE(takeNames(), QStringList { u"conversationJoined"_s });
}

void tst_EventOrder::cleanup()
{
    m_bench.reset();
}

void tst_EventOrder::change(qint64 lastMessageIndex)
{
    m_conversation.lastMessageIndex = lastMessageIndex;
    Q_EMIT m_bench->session->chat().conversations().updated(m_conversation);
}

void tst_EventOrder::addMessage(qint64 index)
{
    chat::Message message;
    message.sid = u"IM%1"_s.arg(index);
    message.index = index;
    Q_EMIT m_bench->session->chat().messages().added(m_conversation.sid, message);
}

QStringList tst_EventOrder::takeNames()
{
    const QStringList names = m_bench->eventNames();
    m_bench->events.clear();
    return names;
}

void tst_EventOrder::tellsAChangeOncePerTurn()
{
    for (qint64 index = 0; index < 3; ++index) {
        addMessage(index);
        change(index);
        change(index);
    }
    m_bench->advance(0ms);
    QCOMPARE(m_bench->event(u"conversationUpdated"_s)
                 .value(u"lastMessage"_s)
                 .toObject()
                 .value(u"index"_s)
                 .toInt(-1),
             2);
    const QString added = u"messageAdded"_s;
    QCOMPARE(takeNames(), QStringList({ added, added, added, u"conversationUpdated"_s }));

    change(3);
    m_bench->advance(0ms);
    QCOMPARE(takeNames(), QStringList { u"conversationUpdated"_s });
}

void tst_EventOrder::tellsAChangeBeforeWhatFollowsFromIt()
{
    change(1);
    m_bench->reporter->report({ { u"event"_s, u"result"_s } });
    m_bench->advance(0ms);
    QCOMPARE(takeNames(), QStringList({ u"conversationUpdated"_s, u"result"_s }));
}

void tst_EventOrder::tellsNoChangeOfWhatIsGone()
{
    change(1);
    Q_EMIT m_bench->session->chat().conversations().left(m_conversation);
    m_bench->advance(0ms);
    QCOMPARE(takeNames(), QStringList { u"conversationLeft"_s });
}

void tst_EventOrder::tellsNothingAfterSignOut()
{
    change(1);
    Q_EMIT m_bench->session->signedOut();
    m_bench->advance(0ms);
    QVERIFY(!takeNames().contains(u"conversationUpdated"_s));
}

QTEST_GUILESS_MAIN(tst_EventOrder)
#include "tst_eventorder.moc"
