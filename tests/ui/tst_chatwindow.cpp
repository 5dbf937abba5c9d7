// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "application/application.h"
#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "composer/contextbar.h"
#include "conversations/conversationactions.h"
#include "conversations/identityinput.h"
#include "conversations/participantdelegate.h"
#include "conversations/participantsdialog.h"
#include "conversations/peoplemodel.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "find/findbar.h"
#include "find/findeverywhere.h"
#include "mainwindow/mainwindow.h"
#include "media/mediastore.h"
#include "messages/controls/actionstrip.h"
#include "messages/page/conversationfind.h"
#include "messages/page/conversationpage.h"
#include "messages/page/pendingdeletions.h"
#include "messages/page/pinnedmessages.h"
#include "messages/view/messageview.h"
#include "support/fakeclock.h"
#include "switcher/quickswitcher.h"
#include "token/utc.h"
#include "widgets/elidedlabel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCompleter>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace parley;
using namespace parley::ui;
using Messages = chat::MessageListModel;
using Kind = MessageAction::Kind;

namespace {

constexpr int Wait = 30000;

} // namespace

/// Conversations and messages in the real window, with the real local service: what people do all
/// day.
class tst_ChatWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Application::Environment environment;
        environment.settingsFile = m_folder.filePath(QStringLiteral("settings.ini"));
        environment.keychain = false;
        m_application = std::make_unique<Application>(*qApp, Options {}, environment);
        QVERIFY(m_application->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service()->isReady(), Wait);
        m_application->signInDemo(QStringLiteral("alice"));
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(client().conversations().areLoaded(), Wait);
        client().conversations().create(
            { .friendlyName = QStringLiteral("Test room") }, this, [this](const auto &outcome) {
                if (const auto *made = std::get_if<chat::Conversation>(&outcome))
                    m_sid = made->sid;
            });
        QTRY_VERIFY_WITH_TIMEOUT(!m_sid.isEmpty(), Wait);
        m_application->mainWindow()->openConversation(m_sid);
        QVERIFY(model() != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(!model()->isLoading(), Wait);
    }

    void participantsShowTheirRoles()
    {
        using Role = ParticipantDelegate::Role;
        ParticipantsDialog dialog(client(), m_sid);
        auto *list = dialog.findChild<QListWidget *>();
        client().participants().add(m_sid, QStringLiteral("bob"), &dialog, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, Wait);
        const auto itemOf = [list](const QString &identity) {
            for (int row = 0; row < list->count(); ++row) {
                if (list->item(row)->data(Role::IdentityRole).toString() == identity)
                    return list->item(row);
            }
            return static_cast<QListWidgetItem *>(nullptr);
        };
        const QListWidgetItem *own = itemOf(QStringLiteral("alice"));
        QVERIFY(own != nullptr);
        QCOMPARE(list->row(own), 0); // the user first, then the others by their names
        QVERIFY(own->text().endsWith(QStringLiteral("(you)")));
        QCOMPARE(own->data(Role::RoleNameRole).toString(), QStringLiteral("Admin"));
        QVERIFY(own->data(Role::AdminRole).toBool());
        QVERIFY(own->data(Role::DetailRole).toString().startsWith(QStringLiteral("alice")));
        QTRY_VERIFY_WITH_TIMEOUT(itemOf(QStringLiteral("alice"))->data(Role::OnlineRole).toBool(),
                                 Wait);
        const QListWidgetItem *other = itemOf(QStringLiteral("bob"));
        QVERIFY(other != nullptr);
        QCOMPARE(other->data(Role::RoleNameRole).toString(), QStringLiteral("Member"));
        QVERIFY(!other->data(Role::OnlineRole).toBool());
        const QString spoken = other->data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(QStringLiteral("Member")), qPrintable(spoken));
        QVERIFY(!dialog.grab().isNull());
        client().participants().remove(m_sid, QStringLiteral("bob"), &dialog, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, Wait);
    }

    void sends()
    {
        send(QStringLiteral("first message"));
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("first message")), Wait);
    }

    void answers()
    {
        const QModelIndex original = find(QStringLiteral("first message"));
        const qint64 index = original.data(Messages::IndexRole).toLongLong();
        act({ .kind = Kind::Reply, .index = index });
        QVERIFY(composer()->findChild<ContextBar *>()->isVisible());
        send(QStringLiteral("an answer"));
        QVERIFY(!composer()->repliedTo());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("an answer")), Wait);
        const auto reply
            = find(QStringLiteral("an answer")).data(Messages::ReplyRole).value<chat::Reply>();
        QCOMPARE(reply.index, index);
        QCOMPARE(reply.text, QStringLiteral("first message"));
    }

    void edits()
    {
        QTest::keyClicks(composer()->field(), QStringLiteral("x"));
        composer()->setText({});
        QTest::keyClick(composer()->field(), Qt::Key_Up);
        QCOMPARE(composer()->text(), QStringLiteral("an answer"));
        composer()->setText(QStringLiteral("a better answer"));
        QTest::keyClick(composer()->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!composer()->edited(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("a better answer")).isValid(), Wait);
        QVERIFY(find(QStringLiteral("a better answer")).data(Messages::EditedRole).toBool());
        QVERIFY(composer()->text().isEmpty());
    }

    void reacts()
    {
        const qint64 index
            = find(QStringLiteral("first message")).data(Messages::IndexRole).toLongLong();
        const auto reactions = [this] {
            return find(QStringLiteral("first message"))
                .data(Messages::ReactionsRole)
                .value<chat::ReactionList>();
        };
        act({ .kind = Kind::React, .index = index, .text = QStringLiteral("👍"), .isOn = true });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 1, Wait);
        QCOMPARE(reactions().first().identities, QStringList { QStringLiteral("alice") });
        act({ .kind = Kind::React, .index = index, .text = QStringLiteral("👍"), .isOn = false });
        QTRY_COMPARE_WITH_TIMEOUT(reactions().size(), 0, Wait);
    }

    void pinsAMessage()
    {
        const qint64 index
            = find(QStringLiteral("first message")).data(Messages::IndexRole).toLongLong();
        auto *button = page()->findChild<PinnedMessages *>();
        QVERIFY(button != nullptr);
        QVERIFY(!button->isVisible());
        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Pin, .index = index, .isOn = true });
        QTRY_VERIFY_WITH_TIMEOUT(button->isVisible(), Wait);
        QCOMPARE(button->text(), QStringLiteral("1"));

        QWidget hidden; // else the button would be a window of its own once it is shown
        PinnedMessages later(client(), &hidden); // knows nothing yet, as after a restart
        QSignalSpy chosen(&later, &PinnedMessages::chosen);
        later.setConversation(m_sid);
        QTRY_COMPARE_WITH_TIMEOUT(later.text(), QStringLiteral("1"), Wait);
        Q_EMIT later.menu()->aboutToShow();
        const QList<QAction *> entries = later.menu()->actions();
        QCOMPARE(entries.size(), 1);
        QVERIFY(entries.first()->text().endsWith(QStringLiteral(": first message")));
        entries.first()->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), index);

        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Pin, .index = index });
        QTRY_VERIFY_WITH_TIMEOUT(!button->isVisible(), Wait);
        QCOMPARE(later.text(), QString());
    }

    void sendsAndSavesAFile()
    {
        const QString source = m_folder.filePath(QStringLiteral("notes.txt"));
        QFile file(source);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what was said");
        file.close();
        composer()->addFiles({ QUrl::fromLocalFile(source) });
        send(QStringLiteral("with a file"));
        QVERIFY(composer()->attachments().empty());
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("with a file")), Wait);
        const auto media = find(QStringLiteral("with a file"))
                               .data(Messages::MediaRole)
                               .value<chat::MediaList>();
        QCOMPARE(media.size(), 1);
        QCOMPARE(media.first().filename, QStringLiteral("notes.txt"));
        const QString target = m_folder.filePath(QStringLiteral("saved.txt"));
        page()->media().save(media.first(), target);
        QTRY_COMPARE_WITH_TIMEOUT(page()->media().download(media.first().sid).stage,
                                  MediaStore::Stage::Saved, Wait);
        QFile saved(target);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), QByteArray("what was said"));
    }

    void aDeletedMessageLeavesALine()
    {
        send(QStringLiteral("to be deleted"));
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("to be deleted")), Wait);
        const QModelIndex item = find(QStringLiteral("to be deleted"));
        const int before = item.row() - 1;
        QVERIFY(before >= 0);
        const qint64 index = item.data(Messages::IndexRole).toLongLong();
        act({ .kind = Kind::Delete, .indexes = { index } });
        QVERIFY(find(QStringLiteral("to be deleted")).isValid()); // it can still be undone
        page()->flushDeletions();
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("to be deleted")).isValid(), Wait);
        const auto told = [this, before] {
            return page()->view()->rows().description(before).contains(QStringLiteral("deleted"));
        };
        QTRY_VERIFY(told());
        page()->open({});
        page()->open(m_sid);
        QTRY_VERIFY(told()); // as long as Parley runs
    }

    void aDeletionIsUndone()
    {
        send(QStringLiteral("to be kept"));
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("to be kept")), Wait);
        page()->view()->setFocus();
        page()->view()->setCurrentRow(find(QStringLiteral("to be kept")).row());
        QTest::keyClick(page()->view(), Qt::Key_Delete);
        const QList<ActionStrip *> strips = page()->findChildren<ActionStrip *>();
        const auto said = [&strips] {
            QString text;
            for (const ActionStrip *strip : strips)
                text += strip->text();
            return text;
        };
        QVERIFY2(said().contains(QLatin1String("deleted")), qPrintable(said()));
        QCOMPARE(test::controlsWithoutName(page()), QStringList());
        QTest::keyClick(page()->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(said(), QString());
        page()->flushDeletions();
        QVERIFY(find(QStringLiteral("to be kept")).isValid());
    }

    void theServiceIsToldAfterFiveSeconds()
    {
        test::FakeClock clock;
        PendingDeletions deletions(client(), clock);
        const qint64 index
            = find(QStringLiteral("to be kept")).data(Messages::IndexRole).toLongLong();
        deletions.add(m_sid, { index });
        clock.advance(std::chrono::milliseconds(4900));
        QCOMPARE(deletions.waitingCount(), 1);
        QCOMPARE(deletions.of(m_sid), std::set<qint64> { index });
        QVERIFY(deletions.of(QStringLiteral("CHother")).empty());
        clock.advance(std::chrono::milliseconds(200));
        QCOMPARE(deletions.waitingCount(), 0);
        QCOMPARE(deletions.of(m_sid), std::set<qint64> { index }); // on its way
        QVERIFY(!deletions.isIdle()); // a program that quits waits
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("to be kept")).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(deletions.of(m_sid).empty(), Wait);
        QVERIFY(deletions.isIdle());
    }

    void severalMessagesAreDeletedAtOnce()
    {
        for (const char *body : { "one of several", "two of several" }) {
            send(QLatin1String(body));
            QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QLatin1String(body)), Wait);
        }
        MessageView *view = page()->view();
        view->setFocus();
        view->setCurrentRow(find(QStringLiteral("two of several")).row());
        QTest::keyClick(view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view->selection().count(), 2);
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(view->selection().isEmpty());
        page()->flushDeletions();
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("one of several")).isValid(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(!find(QStringLiteral("two of several")).isValid(), Wait);
    }

    void aDraftIsKeptForEachConversation()
    {
        composer()->setText(QStringLiteral("not yet"));
        QTest::keyClicks(composer()->field(), QStringLiteral("!"));
        page()->open({});
        QTRY_COMPARE(listed(m_sid).data(chat::ConversationListModel::DraftRole).toString(),
                     QStringLiteral("not yet!"));
        page()->open(m_sid);
        QCOMPARE(composer()->text(), QStringLiteral("not yet!"));
        composer()->setText({});
        composer()->saveDraft();
    }

    void pagesBackAndJumps()
    {
        for (int i = 0; i < 90; ++i)
            client().outbox().send(m_sid, { .body = QStringLiteral("number %1").arg(i) }, this,
                                   [](const auto &) {});
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(QStringLiteral("number 89")), Wait);
        const qint64 index
            = find(QStringLiteral("number 0")).data(Messages::IndexRole).toLongLong();
        page()->open({});
        page()->open(m_sid);
        page()->jumpTo(index);
        QTRY_VERIFY_WITH_TIMEOUT(model()->rowOfIndex(index) >= 0, Wait);
        QTRY_COMPARE(page()->view()->currentRow(), model()->rowOfIndex(index));
        QTRY_VERIFY(!page()->view()->rowRect(model()->rowOfIndex(index)).isEmpty());
        page()->jumpToNewest();
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
    }

    void findsWordsOfTheWholeHistory()
    {
        page()->open({});
        page()->open(m_sid); // with its newest page alone
        QTRY_VERIFY_WITH_TIMEOUT(!model()->isLoading(), Wait);
        QWidget *window = m_application->mainWindow();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        composer()->focusText();
        QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
        FindBar *bar = page()->find().bar();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->field()->hasFocus());
        bar->field()->setText(QStringLiteral("MESSAGE")); // the first one, far before the page
        QTest::keyClick(bar->field(), Qt::Key_Return);
        const auto isShown = [this](const QString &body) {
            return find(body).isValid() && !page()->view()->rowRect(find(body).row()).isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isShown(QStringLiteral("first message")), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(bar->status(), QStringLiteral("1 of 1"), Wait);
        bar->field()->setText(QStringLiteral("number 8"));
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(bar->status(), QStringLiteral("1 of 11"), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(QStringLiteral("number 89")), Wait);
        QTest::keyClick(bar->field(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(QStringLiteral("number 88")), Wait);
        QTest::keyClick(bar->field(), Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(composer()->field()->hasFocus());
    }

    void goesToADay()
    {
        page()->jumpToNewest();
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
        const QDate today = QDateTime::currentDateTime().date();
        page()->find().goToDay(today.addDays(-1)); // all messages are of later days
        QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("first message")).isValid(), Wait);
        QTRY_COMPARE(page()->view()->currentRow(), find(QStringLiteral("first message")).row());
        page()->find().goToDay(today.addDays(2)); // there is none as late
        QTRY_VERIFY_WITH_TIMEOUT(page()->view()->isAtEnd(), Wait);
    }

    void findsInAllThatIsLoaded()
    {
        m_application->mainWindow()->findEverywhere();
        auto *dialog = m_application->mainWindow()->findChild<FindEverywhere *>();
        QVERIFY(dialog != nullptr);
        QVERIFY(dialog->scope().contains(QLatin1String("Only what has been loaded")));
        QCOMPARE(test::controlsWithoutName(dialog), QStringList());
        auto *field = dialog->findChild<QLineEdit *>();
        auto *list = dialog->findChild<QListView *>();
        QTest::keyClicks(field, QStringLiteral("number 77"));
        QCOMPARE(list->model()->rowCount(), 1);
        const QString spoken = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(QLatin1String("number 77")), qPrintable(spoken));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("number 77")).isValid(), Wait);
        QTRY_COMPARE(page()->view()->currentRow(), find(QStringLiteral("number 77")).row());
    }

    void aHitInATextWithoutBlanksIsShown()
    {
        const QString text = QString(43, u'x') + QStringLiteral("needle");
        send(text);
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(text), Wait);
        m_application->mainWindow()->findEverywhere();
        auto *dialog = m_application->mainWindow()->findChild<FindEverywhere *>();
        QVERIFY(dialog != nullptr);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("needle"));
        const QAbstractItemModel *hits = dialog->findChild<QListView *>()->model();
        QCOMPARE(hits->rowCount(), 1);
        const QString spoken = hits->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(QLatin1String("needle")), qPrintable(spoken));
        dialog->reject();
    }

    void aPersonIsFoundAndWrittenTo()
    {
        PeopleModel people(client());
        QAbstractItemModelTester tester(&people);
        client().participants().add(m_sid, QStringLiteral("carol"), this, [](const auto &) {});
        QTRY_VERIFY_WITH_TIMEOUT(
            PeopleModel::knownIdentities(client()).contains(QStringLiteral("carol")), Wait);
        QVERIFY(!PeopleModel::knownIdentities(client()).contains(QStringLiteral("alice")));
        people.setSearch(QStringLiteral("CAR"));
        QCOMPARE(people.rowCount(), 2); // carol, and the letters as an identity
        QCOMPARE(people.index(0).data(PeopleModel::IdentityRole).toString(),
                 QStringLiteral("carol"));
        QVERIFY(!people.index(0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .contains(QLatin1String("no conversation with this identity")));
        QVERIFY(people.index(1)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QLatin1String("no conversation with this identity")));
        people.setSearch(QStringLiteral("carol"));
        QCOMPARE(people.rowCount(), 1);
        people.setSearch({});
        QCOMPARE(people.rowCount(), 0);

        m_application->mainWindow()->showSwitcher();
        auto *switcher = m_application->mainWindow()->findChild<QuickSwitcher *>();
        QVERIFY(switcher != nullptr);
        auto *search = switcher->findChild<QLineEdit *>();
        const QString before = page()->conversation();
        QTest::keyClicks(search, QStringLiteral("message carol"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(page()->conversation() != before, Wait);
        const auto conversation = client().conversations().find(page()->conversation());
        QVERIFY(conversation);
        QCOMPARE(chat::directPartnerOf(*conversation, QStringLiteral("alice")),
                 QStringLiteral("carol"));
        page()->open(before);
    }

    void whereAnIdentityIsAskedPeopleAreOffered()
    {
        QLineEdit field;
        QLabel note(QStringLiteral("usual"));
        const IdentityInput one(client(), field, note, IdentityInput::Count::One);
        field.setText(QStringLiteral("carol"));
        QCOMPARE(one.unknown(), QStringList());
        QCOMPARE(note.text(), QStringLiteral("usual"));
        field.setText(QStringLiteral("carrol"));
        QCOMPARE(one.unknown(), QStringList { QStringLiteral("carrol") });
        QVERIFY2(note.text().contains(QLatin1String("carrol")), qPrintable(note.text()));
        QCOMPARE(field.accessibleDescription(), note.text());
        QCompleter *completer = field.completer();
        completer->setCompletionPrefix(QStringLiteral("lindq")); // a part of the name
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->pathFromIndex(completer->completionModel()->index(0, 0)),
                 QStringLiteral("carol"));
    }

    void severalIdentitiesAreCompletedOneByOne()
    {
        QLineEdit field;
        QLabel note;
        const IdentityInput several(client(), field, note, IdentityInput::Count::Several);
        field.setText(QStringLiteral("bob, nobody1; car"));
        QCOMPARE(several.unknown(),
                 (QStringList { QStringLiteral("nobody1"), QStringLiteral("car") }));
        QCompleter *completer = field.completer();
        completer->setCompletionPrefix(field.text());
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->pathFromIndex(completer->completionModel()->index(0, 0)),
                 QStringLiteral("bob, nobody1; carol, "));
        field.setText({});
        QVERIFY(note.isHidden());
    }

    void aFailedMessageIsTriedAgain()
    {
        const QString body = QStringLiteral("needs its file");
        const QString path = m_folder.filePath(QStringLiteral("fleeting.txt"));
        const QDateTime then(QDate(2026, 1, 2), QTime(3, 4), Utc);
        writeFile(path, then);
        sendAndLoseFile(body, path);
        QTRY_COMPARE_WITH_TIMEOUT(find(body).data(Messages::DeliveryRole).toInt(),
                                  int(chat::Message::Delivery::Failed), Wait);
        QVERIFY(listed(m_sid).data(chat::ConversationListModel::FailedRole).toBool());
        QVERIFY(page()
                    ->view()
                    ->rows()
                    .description(find(body).row())
                    .contains(QLatin1String("a file is gone")));
        writeFile(path, then);
        act({ .kind = Kind::Retry, .localId = find(body).data(Messages::LocalIdRole).toString() });
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(body), Wait);
        QTRY_VERIFY(!listed(m_sid).data(chat::ConversationListModel::FailedRole).toBool());
    }

    void aFailedMessageIsDiscardedAfterAQuestion()
    {
        const QString body = QStringLiteral("never sent");
        const QString path = m_folder.filePath(QStringLiteral("gone.txt"));
        writeFile(path, QDateTime::currentDateTimeUtc());
        sendAndLoseFile(body, path);
        QTRY_COMPARE_WITH_TIMEOUT(find(body).data(Messages::DeliveryRole).toInt(),
                                  int(chat::Message::Delivery::Failed), Wait);
        act({ .kind = Kind::Discard,
              .localId = find(body).data(Messages::LocalIdRole).toString() });
        auto *box = page()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QVERIFY(find(body).isValid()); // not without an answer
        Q_EMIT box->accepted();
        box->close();
        QTRY_VERIFY(!find(body).isValid());
    }

    void whatIsTooLongStaysInTheComposer()
    {
        composer()->setText(QString(chat::MaxBodyBytes + 1, u'a'));
        QTest::keyClick(composer()->field(), Qt::Key_Return);
        QVERIFY(!composer()->text().isEmpty());
        composer()->setText({});
        composer()->saveDraft();
    }

    void mutesAndRenames()
    {
        ConversationActions &actions = page()->actions();
        actions.setMuted(m_sid, true);
        QTRY_VERIFY_WITH_TIMEOUT(client().conversations().find(m_sid)->muted, Wait);
        QMenu menu;
        actions.fillMenu(menu, m_sid);
        QVERIFY(menu.actions().size() >= 7);
        chat::ConversationChange change;
        change.friendlyName = QStringLiteral("Renamed room");
        client().conversations().update(m_sid, change, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(listed(m_sid).data().toString(), QStringLiteral("Renamed room"),
                                  Wait);
    }

    void theTitleIsNotRepeatedBelow_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("uniqueName");
        QTest::addColumn<bool>("isShown");
        QTest::addRow("other letters")
            << QStringLiteral("Tea") << QStringLiteral("kitchen-7") << true;
        QTest::addRow("lower case")
            << QStringLiteral("Coffee") << QStringLiteral("coffee") << false;
        QTest::addRow("with a dash")
            << QStringLiteral("Lunch break") << QStringLiteral("lunch-break") << false;
    }
    void theTitleIsNotRepeatedBelow()
    {
        QFETCH(QString, name);
        QFETCH(QString, uniqueName);
        QFETCH(bool, isShown);
        const QString before = page()->conversation();
        QString sid;
        client().conversations().create(
            { .friendlyName = name, .uniqueName = uniqueName }, this, [&sid](const auto &outcome) {
                if (const auto *made = std::get_if<chat::Conversation>(&outcome))
                    sid = made->sid;
            });
        QTRY_VERIFY_WITH_TIMEOUT(!sid.isEmpty(), Wait);
        page()->open(sid);
        QStringList texts;
        const QList<ElidedLabel *> labels = page()->findChildren<ElidedLabel *>();
        for (const ElidedLabel *label : labels)
            texts.append(label->text());
        const QString all = texts.join(u'|');
        QVERIFY2(all.contains(name), qPrintable(all));
        QCOMPARE(all.contains(uniqueName), isShown);
        page()->open(before);
    }

    void aDirectConversationIsCalledByThePerson()
    {
        QString sid;
        client().conversations().openDirect(
            QStringLiteral("bob"), this, [&sid](const auto &outcome) {
                if (const auto *found = std::get_if<chat::Conversation>(&outcome))
                    sid = found->sid;
            });
        QTRY_VERIFY_WITH_TIMEOUT(!sid.isEmpty(), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(listed(sid).data().toString(),
                                  client().users().friendlyNameOf(QStringLiteral("bob")), Wait);
    }

    void theKeyboardReachesEverything()
    {
        QWidget *window = m_application->mainWindow();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        composer()->focusText();
        QSet<QWidget *> reached;
        for (int i = 0; i < 80; ++i) {
            reached.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(reached.contains(composer()->field()));
        QVERIFY(reached.contains(page()->view()));
        QVERIFY(reached.contains(m_application->mainWindow()->sidebar()->list()));
        QCOMPARE(test::controlsWithoutName(window), QStringList());
    }

    void thePaperclipIsReachedFromTheMessages()
    {
        QWidget *window = m_application->mainWindow();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        page()->view()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), composer()->field());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *attach = qobject_cast<QToolButton *>(QApplication::focusWidget());
        QVERIFY(attach != nullptr);
        QVERIFY(attach->toolTip().contains(QLatin1String("Ctrl+O")));
        QTest::keyClick(window, Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(composer()->findChild<QFileDialog *>() != nullptr);
        composer()->findChild<QFileDialog *>()->reject();
    }

    void deletingAsksFirst()
    {
        page()->actions().remove(m_sid);
        auto *box = page()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QVERIFY(box->text().contains(QLatin1String("Renamed room")));
        QVERIFY(box->text().contains(QLatin1String("cannot be undone")));
        Q_EMIT box->accepted();
        box->close();
        QTRY_VERIFY_WITH_TIMEOUT(page()->conversation().isEmpty(), Wait);
    }

    void cleanupTestCase() { m_application.reset(); }

private:
    [[nodiscard]] chat::ChatClient &client() const { return m_application->session()->chat(); }
    [[nodiscard]] ConversationPage *page() const { return m_application->mainWindow()->page(); }
    [[nodiscard]] Composer *composer() const { return page()->composer(); }
    [[nodiscard]] Messages *model() const { return page()->messages(); }
    void act(const MessageAction &action) { Q_EMIT page()->view()->actionRequested(action); }
    void send(const QString &body)
    {
        composer()->setText(body);
        QTest::keyClick(composer()->field(), Qt::Key_Return);
    }
    /// The file goes while the message still stands behind another one.
    void sendAndLoseFile(const QString &body, const QString &path)
    {
        send(QStringLiteral("first in line"));
        composer()->addFiles({ QUrl::fromLocalFile(path) });
        send(body);
        QVERIFY(QFile::remove(path));
    }
    static void writeFile(const QString &path, const QDateTime &modified)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("contents");
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(modified, QFileDevice::FileModificationTime));
    }
    [[nodiscard]] QModelIndex find(const QString &body) const
    {
        for (int row = model() != nullptr ? model()->rowCount() - 1 : -1; row >= 0; --row) {
            if (model()->index(row).data(Messages::BodyRole).toString() == body)
                return model()->index(row);
        }
        return {};
    }
    [[nodiscard]] bool isConfirmed(const QString &body) const
    {
        const QModelIndex index = find(body);
        return index.isValid() && index.data(Messages::IndexRole).toLongLong() >= 0;
    }
    [[nodiscard]] QModelIndex listed(const QString &sid) const
    {
        const QAbstractItemModel *list = m_application->mainWindow()->sidebar()->list()->model();
        for (int row = 0; row < list->rowCount(); ++row) {
            if (list->index(row, 0).data(chat::ConversationListModel::SidRole).toString() == sid)
                return list->index(row, 0);
        }
        return {};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_application;
    QString m_sid;
};

QTEST_MAIN(tst_ChatWindow)
#include "tst_chatwindow.moc"
