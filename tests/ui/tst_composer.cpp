// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chattypes.h"
#include "chat/outboxstore.h"
#include "composer/composer.h"
#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace parley;
using namespace std::chrono_literals;
using parley::ui::Composer;

class tst_Composer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::FakeClock>();
        m_drafts = chat::makeMemoryOutboxStore();
        m_composer = std::make_unique<Composer>(*m_drafts, *m_clock);
        m_composer->setConversation(QStringLiteral("CH1"), QStringLiteral("General"));
        m_composer->show();
    }
    void cleanup() { m_composer.reset(); }

    void enterSends()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), QStringLiteral("hello"));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("hello"));
        QCOMPARE(m_composer->text(), QStringLiteral("hello")); // until it is in the outbox
        m_composer->accept();
        QVERIFY(m_composer->text().isEmpty());
    }

    void shiftEnterMakesALine()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), QStringLiteral("a"));
        QTest::keyClick(m_composer->field(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(m_composer->field(), QStringLiteral("b"));
        QCOMPARE(spy.size(), 0);
        QCOMPARE(m_composer->text(), QStringLiteral("a\nb"));
    }

    void growsWithItsLines()
    {
        const int one = m_composer->field()->height();
        m_composer->setText(QStringLiteral("a\nb\nc"));
        const int three = m_composer->field()->height();
        QVERIFY(three > one);
        m_composer->setText(QStringLiteral("a\n").repeated(60));
        QVERIFY(m_composer->field()->height() < 12 * one); // not without end
    }

    void nothingIsSentOfSpacesAlone()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), QStringLiteral("  "));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 0);
    }

    void tellsTheLimitBeforeSending()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        // The limit is in bytes: an umlaut has two.
        m_composer->setText(QString(chat::MaxBodyBytes / 2 + 1, QChar(u'ä')));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 0);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes / 2 + 1);
        m_composer->setText(QString(chat::MaxBodyBytes / 2, QChar(u'ä')));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        m_composer->setText(QString(chat::MaxBodyBytes + 1, QChar(u'a'))); // one byte too many
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
    }

    void keepsADraftForEachConversation()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("first"));
        m_composer->setConversation(QStringLiteral("CH2"), QStringLiteral("Random"));
        QVERIFY(m_composer->text().isEmpty());
        QTest::keyClicks(m_composer->field(), QStringLiteral("second"));
        m_composer->setConversation(QStringLiteral("CH1"), QStringLiteral("General"));
        QCOMPARE(m_composer->text(), QStringLiteral("first"));
        QCOMPARE(m_drafts->draft(QStringLiteral("CH2")), QStringLiteral("second"));
    }

    void aDraftIsSavedAWhileAfterTyping()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("almost lost"));
        QVERIFY(m_drafts->draft(QStringLiteral("CH1")).isEmpty());
        m_clock->advance(1s);
        QCOMPARE(m_drafts->draft(QStringLiteral("CH1")), QStringLiteral("almost lost"));
        m_composer->accept();
        QVERIFY(m_drafts->draft(QStringLiteral("CH1")).isEmpty());
    }

    void aHeaderUpdateKeepsWhatIsTyped()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("typing on"));
        m_composer->setConversation(QStringLiteral("CH1"), QStringLiteral("General, renamed"));
        QCOMPARE(m_composer->text(), QStringLiteral("typing on"));
    }

    void aRefusedMessageStays()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("precious"));
        m_composer->refuse(QStringLiteral("This message cannot be sent."));
        QCOMPARE(m_composer->text(), QStringLiteral("precious"));
    }

    void saysThatTheUserTypes()
    {
        QSignalSpy spy(m_composer.get(), &Composer::typed);
        QTest::keyClicks(m_composer->field(), QStringLiteral("ab"));
        QCOMPARE(spy.size(), 2);
        m_composer->setConversation(QStringLiteral("CH2"),
                                    QString()); // a draft that is loaded is no typing
        QCOMPARE(spy.size(), 2);
    }

private:
    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<chat::OutboxStore> m_drafts;
    std::unique_ptr<Composer> m_composer;
};

QTEST_MAIN(tst_Composer)
#include "tst_composer.moc"
