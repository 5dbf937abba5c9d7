// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "chat/chattypes.h"
#include "chat/outboxstore.h"
#include "composer/attachmentstrip.h"
#include "composer/completion.h"
#include "composer/composer.h"
#include "composer/contextbar.h"
#include "composer/emojipanel.h"
#include "support/fakeclock.h"
#include "support/processortime.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace parley;
using namespace std::chrono_literals;
using parley::ui::Composer;

class tst_Composer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_diskFull = false;
        m_clock = std::make_unique<test::FakeClock>();
        m_drafts = chat::makeMemoryOutboxStore();
        m_composer = makeComposer();
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

    void atCompletesPeople()
    {
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->focusText();
        ui::Completion &completion = m_composer->completion();
        completion.setPeople([](const QString &letters) {
            std::vector<ui::Suggestion> people;
            for (const char *name : { "bob", "bodo", "carol" }) {
                const QString person = QLatin1String(name);
                if (person.startsWith(letters))
                    people.push_back({ u'@' + person, person });
            }
            return people;
        });
        QSignalSpy sendSpy(m_composer.get(), &Composer::sendRequested);
        auto *field = m_composer->field();
        QTest::keyClicks(field, QStringLiteral("me@b"));
        QVERIFY(!completion.isShown()); // an address
        QTest::keyClicks(field, QStringLiteral(" @bo"));
        QVERIFY(completion.isShown());
        QVERIFY(field->hasFocus());
        QCOMPARE(completion.list()->model()->rowCount(), 2);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return); // takes it, and sends nothing
        QCOMPARE(m_composer->text(), QStringLiteral("me@b @bodo "));
        QCOMPARE(sendSpy.size(), 0);
        QVERIFY(!completion.isShown());
        QTest::keyClicks(field, QStringLiteral("@ca"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!completion.isShown());
        QTest::keyClicks(field, QStringLiteral("r"));
        QVERIFY(!completion.isShown()); // not again for the same word
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(sendSpy.size(), 1);
    }

    void aColonCompletesEmoji_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addRow("first word") << QStringLiteral(":thum") << QStringLiteral("👍 ");
        QTest::addRow("one word") << QStringLiteral("so :thumbsdo") << QStringLiteral("so 👎 ");
        QTest::addRow("with a line") << QStringLiteral(":thumbs_do") << QStringLiteral("👎 ");
        QTest::addRow("not a face") << QStringLiteral(":)") << QStringLiteral(":)");
        QTest::addRow("not a time") << QStringLiteral("at 12:30") << QStringLiteral("at 12:30");
        QTest::addRow("nothing like it") << QStringLiteral(":qqq") << QStringLiteral(":qqq");
    }
    void aColonCompletesEmoji()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->focusText();
        QTest::keyClicks(m_composer->field(), typed);
        if (m_composer->completion().isShown())
            QTest::keyClick(m_composer->field(), Qt::Key_Tab);
        QCOMPARE(m_composer->text(), text);
        QVERIFY(m_composer->field()->hasFocus());
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

    void theHintHasOneLine()
    {
        m_composer->resize(400, 60);
        const auto hint = [this] { return m_composer->field()->placeholderText(); };
        m_composer->setConversation(QStringLiteral("CH1"), QStringLiteral("Random"));
        QTRY_COMPARE(hint(), QStringLiteral("Message to Random"));
        m_composer->setConversation(QStringLiteral("CH1"),
                                    QStringLiteral("long name ").repeated(20));
        QVERIFY2(hint().endsWith(QChar(0x2026)), qPrintable(hint()));
        const int shortHint = int(hint().size());
        m_composer->resize(700, 60);
        QTRY_VERIFY(hint().size() > shortHint);
        const QFontMetrics metrics(m_composer->field()->font());
        QVERIFY(metrics.horizontalAdvance(hint()) <= m_composer->field()->viewport()->width());
    }

    void emojiAreInColourWhileTheyAreWritten()
    {
        const QString text = QStringLiteral("done \u2705 \U0001F3F3\uFE0F\u200D\U0001F308");
        QSignalSpy typed(m_composer.get(), &Composer::typed);
        m_composer->setText(text);
        const auto formats = m_composer->field()->document()->firstBlock().layout()->formats();
        QCOMPARE(formats.size(), qsizetype(2));
        QCOMPARE(formats[0].start, 5);
        QCOMPARE(m_composer->text(), text); // what is sent is what was written
        QVERIFY(typed.isEmpty());
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

    void aDraftSurvivesTheWindow()
    {
        QTest::keyClicks(m_composer->field(), QStringLiteral("half a thought"));
        m_composer.reset(); // without any time to save
        m_composer = makeComposer();
        m_composer->setConversation(QStringLiteral("CH1"), QString());
        QCOMPARE(m_composer->text(), QStringLiteral("half a thought"));
    }

    void saysWhenTheLimitIsNear()
    {
        m_composer->setText(QString(chat::MaxBodyBytes - 5000, u'a'));
        QVERIFY(m_composer->hint().isEmpty());
        m_composer->setText(QString(chat::MaxBodyBytes - 100, u'a'));
        QVERIFY2(m_composer->hint().contains(QLatin1String("100")), qPrintable(m_composer->hint()));
        m_composer->setText(QStringLiteral("short"));
        QVERIFY(m_composer->hint().isEmpty());
    }

    void theFieldMayGoBeforeItsCompletion()
    {
        auto field = std::make_unique<QPlainTextEdit>();
        ui::Completion completion(*field);
        field->show();
        field->setFocus();
        field.reset(); // is hidden and loses the focus once its list has gone
        QVERIFY(!completion.isShown());
    }

    void aTextThatIsTooLongBecomesAFile_data()
    {
        QTest::addColumn<qsizetype>("length");
        QTest::addRow("a little") << chat::MaxBodyBytes + 1;
        QTest::addRow("five megabytes in one line") << qsizetype(5'000'000);
    }
    void aTextThatIsTooLongBecomesAFile()
    {
        QFETCH(qsizetype, length);
        QTest::keyClicks(m_composer->field(), QStringLiteral("see"));
        QMimeData text;
        text.setText(QString(length, u'x'));
        QCOMPARE_LT(parley::test::processorTime([&] { paste(text); }), 1s);
        QCOMPARE(m_composer->text(), QStringLiteral("see"));
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->attachments()[0].data.size(), length);
        QVERIFY(!m_composer->hint().isEmpty());
    }

    void aTextThatJustFitsIsPasted()
    {
        QMimeData text;
        text.setText(QString(chat::MaxBodyBytes, u'x'));
        paste(text);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes);
        QVERIFY(m_composer->attachments().empty());
        text.setText(QStringLiteral("x"));
        m_composer->field()->moveCursor(QTextCursor::End);
        paste(text);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes);
    }

    void blanksAreSentAsTheyWerePasted()
    {
        const QString written = QStringLiteral("10\u00A0km\u202F!\nnext\tline");
        QMimeData text;
        text.setText(written);
        paste(text);
        QCOMPARE(m_composer->text(), written);
        QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(sent.first().first().toString(), written);
    }

    void filesThatCannotBeSentAreNamed()
    {
        QTemporaryDir folder;
        QList<QUrl> urls;
        for (const char *name : { "good.txt", "empty.txt", "nothing.txt" }) {
            const QString path = folder.filePath(QLatin1String(name));
            writeFile(path, QLatin1String(name) == QLatin1String("good.txt") ? 5 : 0);
            urls.append(QUrl::fromLocalFile(path));
        }
        m_composer->addFiles(urls);
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QVERIFY2(m_composer->hint().contains(QLatin1String("empty.txt")),
                 qPrintable(m_composer->hint()));
        QVERIFY(m_composer->hint().contains(QLatin1String("nothing.txt")));
    }

    void pastedFilesAndPicturesAreAttached()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("notes.txt"));
        writeFile(path, 10);
        QMimeData files;
        files.setUrls({ QUrl::fromLocalFile(path) });
        files.setText(path); // as file managers do
        paste(files);
        QVERIFY(m_composer->text().isEmpty());
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QCOMPARE(m_composer->attachments()[0].filePath, path);

        QImage image(8, 6, QImage::Format_RGB32);
        image.fill(Qt::red);
        QMimeData picture;
        picture.setImageData(image);
        paste(picture);
        QCOMPARE(m_composer->attachments().size(), size_t(2));
        const chat::Attachment &pasted = m_composer->attachments()[1];
        QCOMPARE(pasted.contentType, QStringLiteral("image/png"));
        QCOMPARE(QImage::fromData(pasted.data, "PNG").size(), image.size());

        QMimeData web;
        web.setUrls({ QUrl(QStringLiteral("https://example.com/")) });
        web.setText(QStringLiteral("https://example.com/"));
        paste(web);
        QCOMPARE(m_composer->text(), QStringLiteral("https://example.com/"));
        QCOMPARE(m_composer->attachments().size(), size_t(2));
    }

    void pastedPicturesAreShownSmall()
    {
        m_composer->addPicture(png(QSize(3000, 2000), Qt::red));
        m_composer->addPicture(png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>({ Qt::red, Qt::blue }), 20000);
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        const QList<QLabel *> labels = strip->widget()->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY(label->pixmap().width() <= label->width() * label->devicePixelRatioF());
        Q_EMIT strip->removeRequested(0);
        QTRY_COMPARE(thumbs(), QList<QColor>(1, Qt::blue));
    }

    void picturesOnTheDiskAreShownSmall()
    {
        QTemporaryDir folder;
        const auto add = [this, &folder](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
            file.close();
            m_composer->addFiles({ QUrl::fromLocalFile(file.fileName()) });
        };
        add(QStringLiteral("red.png"), png(QSize(900, 600), Qt::red));
        add(QStringLiteral("blue without a suffix"), png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>({ Qt::red, Qt::blue }), 20000);
        add(QStringLiteral("no picture.png"), QByteArray(2000, 'x'));
        QTRY_COMPARE(thumbs().size(), 3); // the clip
        const QList<QColor> colors = thumbs();
        QVERIFY(colors[2] != QColor(Qt::red) && colors[2] != QColor(Qt::blue));
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        Q_EMIT strip->removeRequested(0);
        QTRY_COMPARE(thumbs().value(0), QColor(Qt::blue));
    }

    void thumbsOfWhatWasTakenOffAreDropped()
    {
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        m_composer->addPicture(png(QSize(1500, 1500), Qt::red));
        Q_EMIT strip->removeRequested(0);
        m_composer->addPicture(png(QSize(20, 40), Qt::blue));
        QTRY_COMPARE_WITH_TIMEOUT(thumbs(), QList<QColor>(1, Qt::blue), 20000);
        m_composer->addPicture(png(QSize(1500, 1500), Qt::red));
        m_composer.reset(); // closing in the middle of it is nothing special
    }

    void filesAloneCanBeSentAndTakenOff()
    {
        QTemporaryDir folder;
        addFile(folder, QStringLiteral("a.txt"), 10);
        addFile(folder, QStringLiteral("b.txt"), 10);
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        QVERIFY(strip->isVisible());
        Q_EMIT strip->removeRequested(0);
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        QVERIFY(m_composer->attachments()[0].filePath.endsWith(QLatin1String("b.txt")));
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        m_composer->accept();
        QVERIFY(m_composer->attachments().empty());
        QVERIFY(!strip->isVisible());
    }

    void tooManyOrTooLargeFilesAreToldBeforeSending()
    {
        QTemporaryDir folder;
        chat::MediaLimits limits;
        limits.maxCount = 2;
        limits.maxBytes = 100;
        limits.maxTotalBytes = 150;
        m_composer->setLimits(limits);
        addFile(folder, QStringLiteral("large.bin"), 101);
        QVERIFY(m_composer->hint().contains(QLatin1String("large.bin")));
        addFile(folder, QStringLiteral("one.bin"), 80);
        QVERIFY(m_composer->hint().isEmpty());
        addFile(folder, QStringLiteral("two.bin"), 80); // too much together
        QVERIFY(m_composer->hint().contains(QLatin1String("two.bin")));
        QCOMPARE(m_composer->attachments().size(), size_t(1));
        addFile(folder, QStringLiteral("three.bin"), 20);
        addFile(folder, QStringLiteral("four.bin"), 20);
        QVERIFY(!m_composer->hint().isEmpty());
        QCOMPARE(m_composer->attachments().size(), size_t(2));
        m_composer->addFiles({ QUrl::fromLocalFile(folder.path()) });
        m_composer->addFiles({ QUrl::fromLocalFile(folder.filePath(QStringLiteral("gone"))) });
        QCOMPARE(m_composer->attachments().size(), size_t(2));
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

    void emojiAreFoundByName()
    {
        ui::EmojiPanel panel;
        panel.show();
        QSignalSpy spy(&panel, &ui::EmojiPanel::chosen);
        QTest::keyClicks(panel.search(), QStringLiteral("rocket"));
        QCOMPARE(panel.list()->model()->rowCount(), 1);
        QTest::keyClick(panel.search(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("🚀"));
        panel.search()->clear();
        QTest::keyClick(panel.search(), Qt::Key_Down);
        QVERIFY(panel.list()->currentIndex().isValid());
        QCOMPARE(test::controlsWithoutName(&panel), QStringList());
        QCOMPARE(test::controlsWithoutName(m_composer.get()), QStringList());
    }

private:
    std::unique_ptr<Composer> makeComposer()
    {
        ui::DraftPlace place { .read = [this](const QString &sid) { return m_drafts->draft(sid); },
                               .write =
                                   [this](const QString &sid, const QString &text) {
                                       return !m_diskFull && m_drafts->setDraft(sid, text);
                                   } };
        return std::make_unique<Composer>(place, *m_clock);
    }
    static void writeFile(const QString &path, int size)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(size, 'x'));
    }
    void addFile(const QTemporaryDir &folder, const QString &name, int size)
    {
        writeFile(folder.filePath(name), size);
        m_composer->addFiles({ QUrl::fromLocalFile(folder.filePath(name)) });
    }
    void paste(const QMimeData &source)
    {
        auto *copy = new QMimeData;
        for (const QString &format : source.formats())
            copy->setData(format, source.data(format));
        if (source.hasImage())
            copy->setImageData(source.imageData());
        if (source.hasUrls())
            copy->setUrls(source.urls());
        QApplication::clipboard()->setMimeData(copy);
        m_composer->field()->paste();
    }
    static QByteArray png(const QSize &size, const QColor &color)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(color);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        [&] { QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG")); }();
        return bytes;
    }
    /// What colour the small pictures of the attachments have.
    [[nodiscard]] QList<QColor> thumbs() const
    {
        QList<QColor> colors;
        auto *strip = m_composer->findChild<ui::AttachmentStrip *>();
        const QList<QLabel *> labels = strip->widget()->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            const QImage image = label->pixmap().toImage();
            if (!image.isNull() && !label->parentWidget()->isHidden())
                colors.append(image.pixelColor(image.rect().center()));
        }
        return colors;
    }
    static chat::Message message(qint64 index, const QString &body)
    {
        chat::Message message;
        message.sid = QStringLiteral("IM%1").arg(index);
        message.index = index;
        message.author = QStringLiteral("bob");
        message.body = body;
        return message;
    }

    bool m_diskFull = false;
    std::unique_ptr<test::FakeClock> m_clock;
    std::unique_ptr<chat::OutboxStore> m_drafts;
    std::unique_ptr<Composer> m_composer;
};

QTEST_MAIN(tst_Composer)
#include "tst_composer.moc"
