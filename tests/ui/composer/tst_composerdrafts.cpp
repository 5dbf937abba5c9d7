// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/contextbar.h"
#include "composertest.h"

#include <QSignalSpy>

using namespace parley;
using namespace std::chrono_literals;

/// What is not sent yet is kept: drafts, replies, edits.
class tst_ComposerDrafts final : public test::ComposerTest
{
    Q_OBJECT

private Q_SLOTS:
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

    void aDraftSurvivesTheWindow()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("half a thought"));
        m_composer.reset(); // without any time to save
        m_composer = makeComposer();
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QCOMPARE(m_composer->text(), QStringLiteral("half a thought"));
    }

    void filesAndRepliesBelongToTheirConversation()
    {
        QTemporaryDir folder;
        addFile(folder, QStringLiteral("a.txt"), 10);
        m_composer->startReply(message(7, QStringLiteral("What time?")), QStringLiteral("Bob"));
        m_composer->setConversation(QStringLiteral("CH2"), QString());
        QVERIFY(m_composer->attachments().empty());
        QVERIFY(!m_composer->repliedTo());
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->repliedTo()->index, 7);
    }

    void escapeEndsAReply()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("at ten"));
        m_composer->startReply(message(7, QStringLiteral("What time?")), QStringLiteral("Bob"));
        auto *bar = m_composer->findChild<ui::ContextBar *>();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->title().contains(QLatin1String("Bob")));
        QTest::keyClick(m_composer->field(), Qt::Key_Escape);
        QVERIFY(!m_composer->repliedTo());
        QVERIFY(!bar->isVisible());
        QCOMPARE(m_composer->text(), QStringLiteral("at ten"));
    }

    void editingKeepsTheDraft()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("my draft"));
        m_composer->startEdit(5, QStringLiteral("old words"));
        QCOMPARE(m_composer->text(), QStringLiteral("old words"));
        QSignalSpy sendSpy(m_composer.get(), &Composer::sendRequested);
        QSignalSpy editSpy(m_composer.get(), &Composer::editSubmitted);
        QTest::keyClicks(m_composer->field(), QStringLiteral("!"));
        m_clock->advance(2s); // saves no draft of what is edited
        QCOMPARE(m_drafts->draft(QStringLiteral("CH1")), QStringLiteral("my draft"));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(sendSpy.size(), 0);
        QCOMPARE(editSpy.size(), 1);
        QCOMPARE(editSpy.first().first().toLongLong(), 5);
        QCOMPARE(editSpy.first().last().toString(), QStringLiteral("old words!"));
        m_composer->refuse(QStringLiteral("No connection."));
        QCOMPARE(m_composer->text(), QStringLiteral("old words!")); // nothing is lost
        m_composer->finishEdit();
        QCOMPARE(m_composer->text(), QStringLiteral("my draft"));
    }

    void whatIsTypedWhileAnEditIsSavedStays()
    {
        m_composer->startEdit(5, QStringLiteral("old"));
        QTest::keyClicks(m_composer->field(), QStringLiteral(" words"));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QTest::keyClicks(m_composer->field(), QStringLiteral("!"));
        m_composer->editSaved(QStringLiteral("CH1"), 5, QStringLiteral("old words"));
        QCOMPARE(m_composer->text(), QStringLiteral("old words!"));
        QVERIFY(m_composer->edited());
        m_composer->editSaved(QStringLiteral("CH1"), 5, QStringLiteral("old words!"));
        QVERIFY(!m_composer->edited());
        QVERIFY(m_composer->text().isEmpty());
    }

    void anEditSavedAfterLeavingIsOver()
    {
        m_composer->startEdit(5, QStringLiteral("old"));
        QTest::keyClicks(m_composer->field(), QStringLiteral(" words"));
        m_composer->setConversation(QStringLiteral("CH2"), QString());
        m_composer->editSaved(QStringLiteral("CH1"), 5, QStringLiteral("old words"));
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QVERIFY(!m_composer->edited());
        QVERIFY(m_composer->text().isEmpty());
    }

    void changesToAMessageAreNotDroppedForAnother()
    {
        m_composer->startEdit(5, QStringLiteral("old"));
        m_composer->startEdit(6, QStringLiteral("other")); // nothing was changed
        QCOMPARE(m_composer->edited(), 6);
        QTest::keyClicks(m_composer->field(), QStringLiteral("!"));
        m_composer->startEdit(5, QStringLiteral("old"));
        QVERIFY(!m_composer->hint().isEmpty());
        m_composer->startReply(message(7, QStringLiteral("What time?")), QStringLiteral("Bob"));
        QCOMPARE(m_composer->edited(), 6);
        QCOMPARE(m_composer->text(), QStringLiteral("other!"));
        QVERIFY(!m_composer->repliedTo());
    }

    void anEditSurvivesTheWindow()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("my draft"));
        m_composer->startEdit(5, QStringLiteral("old"));
        QTest::keyClicks(m_composer->field(), QStringLiteral(" words"));
        m_composer.reset();
        m_composer = makeComposer();
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QCOMPARE(m_composer->edited(), 5);
        QCOMPARE(m_composer->text(), QStringLiteral("old words"));
        QVERIFY(m_composer->cancelContext());
        QCOMPARE(m_composer->text(), QStringLiteral("my draft"));
        m_composer = makeComposer();
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QVERIFY(!m_composer->edited()); // given up is given up
    }

    void wordsThatCannotBeWrittenStay()
    {
        m_diskFull = true;
        QTest::keyClicks(m_composer->field(), QStringLiteral("precious"));
        m_composer->startEdit(5, QStringLiteral("old"));
        QVERIFY(!m_composer->edited());
        QCOMPARE(m_composer->text(), QStringLiteral("precious"));
        m_composer->setConversation(QStringLiteral("CH2"), QString());
        QVERIFY(!m_composer->hint().isEmpty());
        QVERIFY(m_composer->text().isEmpty());
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QCOMPARE(m_composer->text(), QStringLiteral("precious"));
        m_composer->setConversation(QStringLiteral("CH2"), QString());
        m_diskFull = false;
        QVERIFY(m_composer->saveDraft()); // with those of all conversations
        QCOMPARE(m_drafts->draft(QStringLiteral("CH1")), QStringLiteral("precious"));
    }

    void upEditsTheLastMessage()
    {
        QSignalSpy spy(m_composer.get(), &Composer::editLastRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Up);
        QCOMPARE(spy.size(), 1);
        QTest::keyClicks(m_composer->field(), QStringLiteral("x"));
        QTest::keyClick(m_composer->field(), Qt::Key_Up);
        QCOMPARE(spy.size(), 1);
    }

private:
    static chat::Message message(qint64 index, const QString &body)
    {
        chat::Message message;
        message.sid = QStringLiteral("IM%1").arg(index);
        message.index = index;
        message.author = QStringLiteral("bob");
        message.body = body;
        return message;
    }
};

QTEST_MAIN(tst_ComposerDrafts)
#include "tst_composerdrafts.moc"
