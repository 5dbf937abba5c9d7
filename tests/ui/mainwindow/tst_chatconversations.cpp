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
#include "mainwindow/windowdialogs.h"
#include "messages/page/conversationheader.h"
#include "messages/page/conversationpeople.h"
#include "messages/page/pagecolumns.h"
#include "switcher/quickswitcher.h"
#include "widgets/elidedlabel.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QWindow>

#include <algorithm>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;

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
        client().participants().add(sid(), u"bob"_s, this, [](const auto &) {});
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
        const QString alice = u"alice"_s;
        const QString bob = u"bob"_s;
        QCOMPARE(rowOf(alice), 0); // the user first, then the others by their names
        QVERIFY(list->item(0)->text().endsWith(u"(you)"_s));
        QTRY_VERIFY_WITH_TIMEOUT(spoken(alice).contains(u"Admin"_s), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(alice).contains(u"alice, online"_s), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(data(alice, ConversationFilter::OnlineRole).toBool(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(bob).contains(u"Member"_s), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(spoken(bob).contains(u"offline"_s), Wait);
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
        QVERIFY(!button(u"Add"_s)->isEnabled());
        QTest::keyClicks(field, u"carol"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 2, Wait);
        QTRY_COMPARE_WITH_TIMEOUT(field->text(), QString(), Wait);
        list->setCurrentRow(0);
        QVERIFY(!button(u"Remove"_s)->isEnabled()); // the user leaves, by another way
        list->setCurrentRow(1);
        QVERIFY(button(u"Remove"_s)->isEnabled());
        button(u"Remove"_s)->click();
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
            if (button->accessibleName() == "Participants"_L1)
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

    void escClosesTheSuggestedPeopleBeforeThePanel()
    {
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
        PageColumns &columns = page()->columns();
        columns.setPanelShown(true);
        auto *field = page()->findChild<ParticipantsPanel *>()->findChild<QLineEdit *>();
        field->setFocus();
        QTest::keyClicks(field, u"bo"_s);
        QAbstractItemView *popup = field->completer()->popup();
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup->windowHandle(), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QVERIFY(columns.isPanelShown());
        QCOMPARE(field->text(), u"bo"_s);
        QVERIFY(field->hasFocus());
        // The arrows and Enter choose, and add no one by that.
        QTest::keyClicks(field, u"b"_s);
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(popup->windowHandle(), Qt::Key_Down);
        QTest::keyClick(popup->windowHandle(), Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(field->text(), u"bob"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!columns.isPanelShown());
        QCOMPARE(window()->focusWidget(), static_cast<QWidget *>(composer()->field()));
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
        add(u"carol"_s);
        sendAndWait(u"first"_s);
        QTRY_COMPARE_WITH_TIMEOUT(told(u"joined"_s), 0, Wait);
        QVERIFY2(page()->view()->rows().description(0).contains(
                     client().users().friendlyNameOf(u"carol"_s)),
                 qPrintable(page()->view()->rows().description(0)));
        sendAndWait(u"second"_s);
        client().participants().remove(sid(), u"carol"_s, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(told(u" left"_s), 1, Wait);
        chat::ConversationChange change;
        change.friendlyName = u"Plans"_s;
        client().conversations().update(sid(), change, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(told(u"now called “Plans”"_s), 1, Wait);
        QCOMPARE(model()->rowCount(), 2); // they are no messages
        QCOMPARE(client().conversations().find(sid())->unreadCount.value_or(0), 0);
        sendAndWait(u"third"_s);
        QCOMPARE(told(u"now called “Plans”"_s), 1); // where it happened
        const QString opened = sid();
        page()->open({});
        openConversation(opened);
        QTRY_COMPARE(told(u" left"_s), 1); // as long as Parley runs
    }

    void aNoteStandsBeforeMessagesThatCameAfterIt()
    {
        add(u"carol"_s);
        sendAndWait(u"first"_s);
        // Both at once, so that the message is known when the note is made.
        client().participants().remove(sid(), u"carol"_s, this, [](const auto &) {});
        sendAndWait(u"second"_s);
        const MessageRows &rows = page()->view()->rows();
        QTRY_VERIFY_WITH_TIMEOUT(rows.description(0).contains(u" left"_s), Wait);
        QVERIFY(!rows.description(1).contains(u" left"_s));
    }

    void whatIsToldBeforeTheFirstMessageStaysWhenThatIsDeleted()
    {
        add(u"carol"_s);
        sendAndWait(u"first"_s);
        client().participants().remove(sid(), u"carol"_s, this, [](const auto &) {});
        const MessageRows &rows = page()->view()->rows();
        QTRY_VERIFY_WITH_TIMEOUT(rows.description(0).contains(u" left"_s), Wait);
        sendAndWait(u"second"_s);
        client().messages().remove(sid(), indexOf(u"first"_s), this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, Wait);
        for (const char *words : { "joined", " left", "deleted" })
            QTRY_VERIFY2(rows.description(0).contains(QLatin1String(words)),
                         qPrintable(rows.description(0)));
    }

    void anEmptyConversationTellsItInItsMiddle()
    {
        client().participants().add(sid(), u"carol"_s, this, [](const auto &) {});
        const auto isTold = [this] {
            const QList<QLabel *> labels = page()->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [](const QLabel *label) {
                return label->isVisible() && label->text().endsWith("joined"_L1);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), Wait);
    }

    void theChoiceOfPeopleShowsWhoIsThere()
    {
        add(u"carol"_s);
        const auto suggested = [this] { return suggestPeople(client(), sid(), u"car"_s); };
        QTRY_VERIFY_WITH_TIMEOUT(!suggested().empty() && suggested().front().online, Wait);
        QCOMPARE(*suggested().front().online, false);
        QCOMPARE(suggested().front().identity, u"carol"_s);
    }

    void aPersonIsFoundAndWrittenTo()
    {
        PeopleModel people(client());
        QAbstractItemModelTester tester(&people);
        add(u"carol"_s);
        QVERIFY(!PeopleModel::knownIdentities(client()).contains(u"alice"_s));
        people.setSearch(u"CAR"_s);
        QCOMPARE(people.rowCount(), 2); // carol, and the letters as an identity
        QCOMPARE(people.index(0).data(PeopleModel::IdentityRole).toString(), u"carol"_s);
        QVERIFY(!people.index(0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .contains("no conversation with this identity"_L1));
        QVERIFY(people.index(1)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains("no conversation with this identity"_L1));
        people.setSearch(u"carol"_s);
        QCOMPARE(people.rowCount(), 1);
        people.setSearch({});
        QCOMPARE(people.rowCount(), 0);

        window()->dialogs().showSwitcher();
        auto *switcher = window()->findChild<QuickSwitcher *>();
        QVERIFY(switcher != nullptr);
        auto *search = switcher->findChild<QLineEdit *>();
        const QString before = page()->conversation();
        QTest::keyClicks(search, u"message carol"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(page()->conversation() != before, Wait);
        const auto conversation = client().conversations().find(page()->conversation());
        QVERIFY(conversation);
        QCOMPARE(chat::directPartnerOf(*conversation, u"alice"_s), u"carol"_s);
        const auto *header = page()->findChild<ConversationHeader *>();
        QVERIFY(header != nullptr);
        const QString name = personName(client(), u"carol"_s);
        QTRY_COMPARE_WITH_TIMEOUT(header->title(), name, Wait);

        add(u"bob"_s); // who could read unseen otherwise
        QTRY_VERIFY_WITH_TIMEOUT(header->title().contains(personName(client(), u"bob"_s)), Wait);
        QVERIFY2(header->title().contains(name), qPrintable(header->title()));
        QCOMPARE(listed(sid()).data().toString(), header->title());
        const auto labels = header->findChildren<ElidedLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const ElidedLabel *label) {
            return label->text().startsWith(u"3 participant"_s);
        }));
    }

    void whoIsCalledLikeAnotherHasTheIdentityBehindTheName()
    {
        add(u"carol"_s);
        const auto nameOf = [this](const char *identity) {
            return personName(client(), QLatin1String(identity));
        };
        QTRY_VERIFY_WITH_TIMEOUT(nameOf("carol") != u"carol"_s, Wait);
        const QString hers = nameOf("carol");
        const QString own = client().users().friendlyNameOf(u"alice"_s);
        const auto rename = [this](const QString &name) {
            client().users().setOwnFriendlyName(name, page(), [](const auto &) {});
        };
        rename(hers.toUpper());
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("alice"), hers.toUpper() + u" (alice)"_s, Wait);
        QCOMPARE(nameOf("carol"), hers + u" (carol)"_s);
        QCOMPARE(nameWithIdentity(client(), u"carol"_s), nameOf("carol"));
        rename(own);
        QTRY_COMPARE_WITH_TIMEOUT(nameOf("carol"), hers, Wait);
    }

    void whereAnIdentityIsAskedPeopleAreOffered()
    {
        add(u"carol"_s);
        QLineEdit field;
        QLabel note(u"usual"_s);
        const IdentityInput one(client(), field, note, IdentityInput::Count::One);
        field.setText(u"carol"_s);
        QCOMPARE(one.unknown(), QStringList());
        QCOMPARE(note.text(), u"usual"_s);
        field.setText(u"carrol"_s);
        QCOMPARE(one.unknown(), QStringList { u"carrol"_s });
        QVERIFY2(note.text().contains("carrol"_L1), qPrintable(note.text()));
        QCOMPARE(field.accessibleDescription(), note.text());
        QCompleter *completer = field.completer();
        completer->setCompletionPrefix(u"lindq"_s); // a part of the name
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->pathFromIndex(completer->completionModel()->index(0, 0)), u"carol"_s);
    }

    void severalIdentitiesAreCompletedOneByOne()
    {
        add(u"bob"_s);
        add(u"carol"_s);
        QLineEdit field;
        QLabel note;
        const IdentityInput several(client(), field, note, IdentityInput::Count::Several);
        field.setText(u" bob, carol;dave bob "_s);
        QCOMPARE(several.identities(), (QStringList { u"bob"_s, u"carol"_s, u"dave"_s }));
        field.setText(u" , "_s);
        QVERIFY(several.identities().isEmpty());
        field.setText(u"bob, nobody1; car"_s);
        QCOMPARE(several.unknown(), (QStringList { u"nobody1"_s, u"car"_s }));
        QCompleter *completer = field.completer();
        completer->setCompletionPrefix(field.text());
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->pathFromIndex(completer->completionModel()->index(0, 0)),
                 u"bob, nobody1; carol, "_s);
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
        change.friendlyName = u"Renamed room"_s;
        client().conversations().update(sid(), change, this, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(listed(sid()).data().toString(), u"Renamed room"_s, Wait);
    }

    void theTitleIsNotRepeatedBelow_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("uniqueName");
        QTest::addColumn<bool>("isShown");
        QTest::addRow("other letters") << u"Tea"_s << u"kitchen-7"_s << true;
        QTest::addRow("lower case") << u"Coffee"_s << u"coffee"_s << false;
        QTest::addRow("with a dash") << u"Lunch break"_s << u"lunch-break"_s << false;
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
        client().conversations().openDirect(u"bob"_s, this, [&direct](const auto &outcome) {
            if (const auto *found = std::get_if<chat::Conversation>(&outcome))
                direct = found->sid;
        });
        QTRY_VERIFY_WITH_TIMEOUT(!direct.isEmpty(), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(listed(direct).data().toString(),
                                  client().users().friendlyNameOf(u"bob"_s), Wait);
    }

    void deletingAsksFirst()
    {
        page()->actions().remove(sid());
        auto *box = page()->findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QVERIFY(box->text().contains("Test room"_L1));
        QVERIFY(box->text().contains("cannot be undone"_L1));
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
