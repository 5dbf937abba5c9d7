// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/completion.h"
#include "composer/contextbar.h"
#include "composertest.h"
#include "widgets/elidedlabel.h"

#include <QSignalSpy>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is not sent yet is kept: drafts, replies, edits.
class tst_ComposerDrafts final : public test::ComposerTest
{
    Q_OBJECT

private Q_SLOTS:
    void keepsADraftForEachConversation()
    {
        QTest::keyClicks(m_composer->field(), u"first"_s);
        m_composer->setConversation(u"CH2"_s, u"Random"_s);
        QVERIFY(m_composer->text().isEmpty());
        QTest::keyClicks(m_composer->field(), u"second"_s);
        m_composer->setConversation(u"CH1"_s, u"General"_s);
        QCOMPARE(m_composer->text(), u"first"_s);
        QCOMPARE(m_drafts->draft(u"CH2"_s), u"second"_s);
    }

    void aDraftIsSavedAWhileAfterTyping()
    {
        QTest::keyClicks(m_composer->field(), u"almost lost"_s);
        QVERIFY(m_drafts->draft(u"CH1"_s).isEmpty());
        m_clock->advance(1s);
        QCOMPARE(m_drafts->draft(u"CH1"_s), u"almost lost"_s);
        m_composer->accept();
        QVERIFY(m_drafts->draft(u"CH1"_s).isEmpty());
    }

    void aHeaderUpdateKeepsWhatIsTyped()
    {
        QTest::keyClicks(m_composer->field(), u"typing on"_s);
        m_composer->setConversation(u"CH1"_s, u"General, renamed"_s);
        QCOMPARE(m_composer->text(), u"typing on"_s);
    }

    void aDraftSurvivesTheWindow()
    {
        QTest::keyClicks(m_composer->field(), u"half a thought"_s);
        m_composer.reset(); // without any time to save
        m_composer = makeComposer();
        m_composer->setConversation(u"CH1"_s, QString());
        QCOMPARE(m_composer->text(), u"half a thought"_s);
    }

    void filesAndRepliesBelongToTheirConversation()
    {
        QTemporaryDir folder;
        addFile(folder, u"a.txt"_s, 10);
        m_composer->startReply(message(7, u"What time?"_s), u"Bob"_s);
        m_composer->setConversation(u"CH2"_s, QString());
        QVERIFY(m_composer->attachments().empty());
        QVERIFY(!m_composer->repliedTo());
        m_composer->setConversation(u"CH1"_s, QString());
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->repliedTo()->index, 7);
    }

    void escapeEndsAReply()
    {
        QTest::keyClicks(m_composer->field(), u"at ten"_s);
        m_composer->startReply(message(7, u"What time?"_s), u"Bob"_s);
        auto *bar = m_composer->findChild<ui::ContextBar *>();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->findChild<ui::ElidedLabel *>(u"title"_s)->text().contains("Bob"_L1));
        QTest::keyClick(m_composer->field(), Qt::Key_Escape);
        QVERIFY(!m_composer->repliedTo());
        QVERIFY(!bar->isVisible());
        QCOMPARE(m_composer->text(), u"at ten"_s);
    }

    void escClosesTheSuggestionsBeforeTheReply()
    {
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->startReply(message(7, u"What time?"_s), u"Bob"_s);
        m_composer->focusText();
        QTest::keyClicks(m_composer->field(), u":sun"_s);
        QVERIFY(m_composer->completion().isShown());
        QTest::keyClick(m_composer->field(), Qt::Key_Escape);
        QVERIFY(!m_composer->completion().isShown());
        QVERIFY(m_composer->repliedTo());
        QTest::keyClick(m_composer->field(), Qt::Key_Escape);
        QVERIFY(!m_composer->repliedTo());
        QCOMPARE(m_composer->text(), u":sun"_s);
    }

    void editingKeepsTheDraft()
    {
        QTest::keyClicks(m_composer->field(), u"my draft"_s);
        m_composer->startEdit(5, u"old words"_s);
        QCOMPARE(m_composer->text(), u"old words"_s);
        QSignalSpy sendSpy(m_composer.get(), &Composer::sendRequested);
        QSignalSpy editSpy(m_composer.get(), &Composer::editSubmitted);
        QTest::keyClicks(m_composer->field(), u"!"_s);
        m_clock->advance(2s); // saves no draft of what is edited
        QCOMPARE(m_drafts->draft(u"CH1"_s), u"my draft"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(sendSpy.size(), 0);
        QCOMPARE(editSpy.size(), 1);
        QCOMPARE(editSpy.first().first().toLongLong(), 5);
        QCOMPARE(editSpy.first().last().toString(), u"old words!"_s);
        m_composer->refuse(u"No connection."_s);
        QCOMPARE(m_composer->text(), u"old words!"_s); // nothing is lost
        m_composer->finishEdit();
        QCOMPARE(m_composer->text(), u"my draft"_s);
    }

    void whatIsTypedWhileAnEditIsSavedStays()
    {
        m_composer->startEdit(5, u"old"_s);
        QTest::keyClicks(m_composer->field(), u" words"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QTest::keyClicks(m_composer->field(), u"!"_s);
        m_composer->editSaved(u"CH1"_s, 5, u"old words"_s);
        QCOMPARE(m_composer->text(), u"old words!"_s);
        QVERIFY(m_composer->edited());
        m_composer->editSaved(u"CH1"_s, 5, u"old words!"_s);
        QVERIFY(!m_composer->edited());
        QVERIFY(m_composer->text().isEmpty());
    }

    void anEditSavedAfterLeavingIsOver()
    {
        m_composer->startEdit(5, u"old"_s);
        QTest::keyClicks(m_composer->field(), u" words"_s);
        m_composer->setConversation(u"CH2"_s, QString());
        m_composer->editSaved(u"CH1"_s, 5, u"old words"_s);
        m_composer->setConversation(u"CH1"_s, QString());
        QVERIFY(!m_composer->edited());
        QVERIFY(m_composer->text().isEmpty());
    }

    void changesToAMessageAreNotDroppedForAnother()
    {
        m_composer->startEdit(5, u"old"_s);
        m_composer->startEdit(6, u"other"_s); // nothing was changed
        QCOMPARE(m_composer->edited(), 6);
        QTest::keyClicks(m_composer->field(), u"!"_s);
        m_composer->startEdit(5, u"old"_s);
        QVERIFY(!m_composer->hint().isEmpty());
        m_composer->startReply(message(7, u"What time?"_s), u"Bob"_s);
        QCOMPARE(m_composer->edited(), 6);
        QCOMPARE(m_composer->text(), u"other!"_s);
        QVERIFY(!m_composer->repliedTo());
    }

    void anEditSurvivesTheWindow()
    {
        QTest::keyClicks(m_composer->field(), u"my draft"_s);
        m_composer->startEdit(5, u"old"_s);
        QTest::keyClicks(m_composer->field(), u" words"_s);
        m_composer.reset();
        m_composer = makeComposer();
        m_composer->setConversation(u"CH1"_s, QString());
        QCOMPARE(m_composer->edited(), 5);
        QCOMPARE(m_composer->text(), u"old words"_s);
        QVERIFY(m_composer->cancelContext());
        QCOMPARE(m_composer->text(), u"my draft"_s);
        m_composer = makeComposer();
        m_composer->setConversation(u"CH1"_s, QString());
        QVERIFY(!m_composer->edited()); // given up is given up
    }

    void wordsThatCannotBeWrittenStay()
    {
        m_diskFull = true;
        QTest::keyClicks(m_composer->field(), u"precious"_s);
        m_composer->startEdit(5, u"old"_s);
        QVERIFY(!m_composer->edited());
        QCOMPARE(m_composer->text(), u"precious"_s);
        m_composer->setConversation(u"CH2"_s, QString());
        QVERIFY(!m_composer->hint().isEmpty());
        QVERIFY(m_composer->text().isEmpty());
        m_composer->setConversation(u"CH1"_s, QString());
        QCOMPARE(m_composer->text(), u"precious"_s);
        m_composer->setConversation(u"CH2"_s, QString());
        m_diskFull = false;
        QVERIFY(m_composer->saveDraft()); // with those of all conversations
        QCOMPARE(m_drafts->draft(u"CH1"_s), u"precious"_s);
    }

    void upEditsTheLastMessage()
    {
        QSignalSpy spy(m_composer.get(), &Composer::editLastRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Up);
        QCOMPARE(spy.size(), 1);
        QTest::keyClicks(m_composer->field(), u"x"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Up);
        QCOMPARE(spy.size(), 1);
    }

private:
    static chat::Message message(qint64 index, const QString &body)
    {
        chat::Message message;
        message.sid = u"IM%1"_s.arg(index);
        message.index = index;
        message.author = u"bob"_s;
        message.body = body;
        return message;
    }
};

QTEST_MAIN(tst_ComposerDrafts)
#include "tst_composerdrafts.moc"
