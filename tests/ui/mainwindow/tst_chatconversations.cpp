// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "chat/messageattributes.h"
#include "chatwindowtest.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationname.h"
#include "conversations/identityinput.h"
#include "conversations/participantspanel.h"
#include "conversations/peoplemodel.h"
#include "messages/page/conversationheader.h"
#include "messages/page/conversationpeople.h"
#include "messages/page/pagecolumns.h"
#include "switcher/quickswitcher.h"
#include "widgets/elidedlabel.h"

#include <QAbstractItemModelTester>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace parley;
using namespace parley::ui;

/// Conversations and people in the real window, with the real local service.
class tst_ChatConversations final : public test::ChatWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        openNewConversation();
        page()->columns().setPanelShown(false);
    }

    void participantsShowTheirRoles()
    {
        QListWidget *list = openParticipants();
        client().participants().add(sid(), QStringLiteral("bob"), this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, Wait);
        const auto rowOf = [list](const QString &identity) {
            for (int row = 0; row < list->count(); ++row) {
                if (list->item(row)->data(PeopleModel::IdentityRole).toString() == identity)
                    return row;
            }
            return -1;
        };
        const auto data = [list, rowOf](const QString &identity, int role) {
            return list->model()->index(rowOf(identity), 0).data(role);
        };
        const auto spoken = [data](const QString &identity) {
            return data(identity, Qt::AccessibleTextRole).toString();
        };
        const QString alice = QStringLiteral("alice");
        const QString bob = QStringLiteral("bob");
        QCOMPARE(rowOf(alice), 0); // the user first, then the others by their names
        QVERIFY(list->item(0)->text().endsWith(QStringLiteral("(you)")));
        QTRY_VERIFY_WITH_TIMEOUT(spoken(alice).contains(QStringLiteral("Admin")), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(alice).contains(QStringLiteral("alice, online")), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(data(alice, ConversationFilter::OnlineRole).toBool(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(bob).contains(QStringLiteral("Member")), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(bob).contains(QStringLiteral("offline")), Wait);
        QVERIFY(data(bob, ConversationFilter::OnlineRole).isValid());
        QVERIFY(!data(bob, ConversationFilter::OnlineRole).toBool());
        QCOMPARE(test::controlsWithoutName(list->parentWidget()), QStringList());
        QVERIFY(!list->parentWidget()->grab().isNull());
        list->setCurrentRow(rowOf(bob));
        client().participants().remove(sid(), bob, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, Wait);
    }

    void participantsAreAddedAndRemovedInThePanel()
    {
        QListWidget *list = openParticipants();
        auto *field = list->parentWidget()->findChild<QLineEdit *>();
        const auto buttons = list->parentWidget()->findChildren<QPushButton *>();
        const auto button = [&buttons](const QString &text) {
            return *std::ranges::find(buttons, text, &QPushButton::text);
        };
        QVERIFY(!button(QStringLiteral("Add"))->isEnabled());
        QTest::keyClicks(field, QStringLiteral("carol"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, Wait);
        QTRY_COMPARE_WITH_TIMEOUT(field->text(), QString(), Wait);
        list->setCurrentRow(0);
        QVERIFY(!button(QStringLiteral("Remove"))->isEnabled()); // the user leaves, by another way
        list->setCurrentRow(1);
        QVERIFY(button(QStringLiteral("Remove"))->isEnabled());
        button(QStringLiteral("Remove"))->click();
        auto *box = window()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        Q_EMIT box->accepted();
        box->close();
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, Wait);
    }

    void theButtonAndTheKeyboardShowTheParticipants()
    {
        window()->activateWindow(); // else no shortcut acts
        QVERIFY(QTest::qWaitForWindowActive(window()));
        PageColumns &columns = page()->columns();
        QToolButton *people = nullptr;
        for (QToolButton *button : page()->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QLatin1String("Participants"))
                people = button;
        }
        QVERIFY(people != nullptr);
        people->click();
        QVERIFY(columns.isPanelShown() && people->isChecked());
        QVERIFY(composer()->isVisible()); // beside it
        auto *list = page()->findChild<ParticipantsPanel *>()->findChild<QListWidget *>();
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!columns.isPanelShown() && !people->isChecked());
        QVERIFY(composer()->field()->hasFocus());
        QTest::keyClick(composer()->field(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(columns.isPanelShown());
        QTest::keyClick(list, Qt::Key_P, Qt::ControlModifier);
        QVERIFY(!columns.isPanelShown());
        Q_EMIT page()->actions().participantsRequested(sid()); // by the menu of the list
        QTRY_VERIFY(columns.isPanelShown());
        const QString before = sid();
        page()->open({});
        QVERIFY(!columns.isPanelShown());
        openConversation(before);
        QTRY_VERIFY(columns.isPanelShown()); // it stays as it was
    }

    void whereThereIsNoRoomTheMessagesComeFirst()
    {
        auto *messages = new QWidget;
        auto *panel = new QWidget;
        PageColumns columns(messages, panel, nullptr);
        columns.resize(800, 400);
        columns.show();
        columns.setPanelShown(true);
        QVERIFY(panel->isHidden()); // nothing is open
        columns.setAvailable(true);
        columns.setPanelShown(true);
        QVERIFY(panel->isVisible() && messages->isVisible());
        columns.resize(400, 400);
        QVERIFY(panel->isHidden() && messages->isVisible());
        QVERIFY(columns.isWanted()); // as soon as there is room
        columns.setPanelShown(true);
        QVERIFY(panel->isVisible() && messages->isHidden());
        columns.uncover();
        QVERIFY(panel->isHidden() && messages->isVisible());
        columns.resize(800, 400);
        QVERIFY(panel->isVisible() && messages->isVisible());
        QVERIFY(messages->width() > panel->width());
        columns.setPanelShown(false);
        columns.resize(400, 400);
        columns.setPanelShown(true);
        columns.resize(800, 400);
        QVERIFY(panel->isVisible() && messages->isVisible()); // the user has it open
    }

    void whoComesAndGoesIsToldBetweenTheMessages()
    {
        const auto told = [this](const QString &words) {
            const MessageRows &rows = page()->view()->rows();
            for (int row = 0; row < rows.count(); ++row) {
                if (rows.description(row).contains(words))
                    return row;
            }
            return -1;
        };
        add(QStringLiteral("carol"));
        sendAndWait(QStringLiteral("first"));
        QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("joined")), 0, Wait);
        QVERIFY2(page()->view()->rows().description(0).contains(
                     client().users().friendlyNameOf(QStringLiteral("carol"))),
                 qPrintable(page()->view()->rows().description(0)));
        sendAndWait(QStringLiteral("second"));
        client().participants().remove(sid(), QStringLiteral("carol"), this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral(" left")), 1, Wait);
        chat::ConversationChange change;
        change.friendlyName = QStringLiteral("Plans");
        client().conversations().update(sid(), change, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(told(QStringLiteral("now called “Plans”")), 1, Wait);
        QCOMPARE(model()->rowCount(), 2); // they are no messages
        QCOMPARE(client().conversations().find(sid())->unreadCount.value_or(0), 0);
        sendAndWait(QStringLiteral("third"));
        QCOMPARE(told(QStringLiteral("now called “Plans”")), 1); // where it happened
        const QString opened = sid();
        page()->open({});
        openConversation(opened);
        QTRY_COMPARE(told(QStringLiteral(" left")), 1); // as long as Parley runs
    }

    void aNoteStandsBeforeMessagesThatCameAfterIt()
    {
        add(QStringLiteral("carol"));
        sendAndWait(QStringLiteral("first"));
        // Both at once, so that the message is known when the note is made.
        client().participants().remove(sid(), QStringLiteral("carol"), this, [](const auto &) {});
        sendAndWait(QStringLiteral("second"));
        const MessageRows &rows = page()->view()->rows();
        QTRY_VERIFY_WITH_TIMEOUT(rows.description(0).contains(QStringLiteral(" left")), Wait);
        QVERIFY(!rows.description(1).contains(QStringLiteral(" left")));
    }

    void anEmptyConversationTellsItInItsMiddle()
    {
        client().participants().add(sid(), QStringLiteral("carol"), this, [](const auto &) {});
        const auto isTold = [this] {
            const QList<QLabel *> labels = page()->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && label->text().endsWith(QLatin1String("joined"));
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), Wait);
    }

    void theChoiceOfPeopleShowsWhoIsThere()
    {
        add(QStringLiteral("carol"));
        const auto suggested
            = [this] { return suggestPeople(client(), sid(), QStringLiteral("car")); };
        QTRY_VERIFY_WITH_TIMEOUT(!suggested().empty() && suggested().front().online, Wait);
        QCOMPARE(*suggested().front().online, false);
        QCOMPARE(suggested().front().identity, QStringLiteral("carol"));
    }

    void aPersonIsFoundAndWrittenTo()
    {
        PeopleModel people(client());
        QAbstractItemModelTester tester(&people);
        add(QStringLiteral("carol"));
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

        window()->showSwitcher();
        auto *switcher = window()->findChild<QuickSwitcher *>();
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
        const auto *header = page()->findChild<ConversationHeader *>();
        QVERIFY(header != nullptr);
        const QString name = personName(client(), QStringLiteral("carol"));
        QTRY_COMPARE_WITH_TIMEOUT(header->title(), name, Wait);

        add(QStringLiteral("bob")); // who could read unseen otherwise
        QTRY_VERIFY_WITH_TIMEOUT(
            header->title().contains(personName(client(), QStringLiteral("bob"))), Wait);
        QVERIFY2(header->title().contains(name), qPrintable(header->title()));
        QCOMPARE(listed(sid()).data().toString(), header->title());
        const auto labels = header->findChildren<ElidedLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const ElidedLabel *label) {
            return label->text().startsWith(QStringLiteral("3 participant"));
        }));
    }

    void whoIsCalledLikeAnotherHasTheIdentityBehindTheName()
    {
        add(QStringLiteral("carol"));
        const auto nameOf = [this](const char *identity) {
            return personName(client(), QLatin1String(identity));
        };
        QTRY_VERIFY_WITH_TIMEOUT(nameOf("carol") != QStringLiteral("carol"), Wait);
        const QString hers = nameOf("carol");
        const QString own = client().users().friendlyNameOf(QStringLiteral("alice"));
        const auto rename = [this](const QString &name) {
            client().users().setOwnFriendlyName(name, page(), [](const auto &) {});
        };
        rename(hers.toUpper());
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("alice"), hers.toUpper() + QStringLiteral(" (alice)"),
                                  Wait);
        QCOMPARE(nameOf("carol"), hers + QStringLiteral(" (carol)"));
        QCOMPARE(nameWithIdentity(client(), QStringLiteral("carol")), nameOf("carol"));
        rename(own);
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("carol"), hers, Wait);
    }

    void whereAnIdentityIsAskedPeopleAreOffered()
    {
        add(QStringLiteral("carol"));
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
        add(QStringLiteral("bob"));
        add(QStringLiteral("carol"));
        QLineEdit field;
        QLabel note;
        const IdentityInput several(client(), field, note, IdentityInput::Count::Several);
        field.setText(QStringLiteral(" bob, carol;dave bob "));
        QCOMPARE(several.identities(),
                 (QStringList { QStringLiteral("bob"), QStringLiteral("carol"),
                                QStringLiteral("dave") }));
        field.setText(QStringLiteral(" , "));
        QVERIFY(several.identities().isEmpty());
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

    void mutesAndRenames()
    {
        ConversationActions &actions = page()->actions();
        actions.setMuted(sid(), true);
        QTRY_VERIFY_WITH_TIMEOUT(client().conversations().find(sid())->muted, Wait);
        QMenu menu;
        actions.fillMenu(menu, sid());
        QVERIFY(menu.actions().size() >= 7);
        chat::ConversationChange change;
        change.friendlyName = QStringLiteral("Renamed room");
        client().conversations().update(sid(), change, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(listed(sid()).data().toString(), QStringLiteral("Renamed room"),
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
        openNewConversation(name, uniqueName);
        QStringList texts;
        const QList<ElidedLabel *> labels = page()->findChildren<ElidedLabel *>();
        for (const ElidedLabel *label : labels)
            texts.append(label->text());
        const QString all = texts.join(u'|');
        QVERIFY2(all.contains(name), qPrintable(all));
        QCOMPARE(all.contains(uniqueName), isShown);
    }

    void aDirectConversationIsCalledByThePerson()
    {
        QString direct;
        client().conversations().openDirect(
            QStringLiteral("bob"), this, [&direct](const auto &outcome) {
                if (const auto *found = std::get_if<chat::Conversation>(&outcome))
                    direct = found->sid;
            });
        QTRY_VERIFY_WITH_TIMEOUT(!direct.isEmpty(), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(listed(direct).data().toString(),
                                  client().users().friendlyNameOf(QStringLiteral("bob")), Wait);
    }

    void deletingAsksFirst()
    {
        page()->actions().remove(sid());
        auto *box = page()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QVERIFY(box->text().contains(QLatin1String("Test room")));
        QVERIFY(box->text().contains(QLatin1String("cannot be undone")));
        Q_EMIT box->accepted();
        box->close();
        QTRY_VERIFY_WITH_TIMEOUT(page()->conversation().isEmpty(), Wait);
    }

private:
    [[nodiscard]] QListWidget *openParticipants()
    {
        page()->columns().setPanelShown(true);
        return page()->findChild<ParticipantsPanel *>()->findChild<QListWidget *>();
    }
    /// To the open conversation.
    void add(const QString &identity)
    {
        client().participants().add(sid(), identity, this, [](const auto &) {});
        const auto isThere = [this, identity] {
            const std::vector<chat::Participant> people = client().participants().of(sid());
            return std::ranges::find(people, identity, &chat::Participant::identity)
                != people.end();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), Wait);
    }
};

QTEST_MAIN(tst_ChatConversations)
#include "tst_chatconversations.moc"
