// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messageattributes.h"
#include "chatwindowtest.h"
#include "conversations/conversationactions.h"
#include "conversations/identityinput.h"
#include "conversations/participantdelegate.h"
#include "conversations/participantsdialog.h"
#include "conversations/peoplemodel.h"
#include "switcher/quickswitcher.h"
#include "widgets/elidedlabel.h"

#include <QAbstractItemModelTester>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>

using namespace parley;
using namespace parley::ui;

/// Conversations and people in the real window, with the real local service.
class tst_ChatConversations final : public test::ChatWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNewConversation(); }

    void participantsShowTheirRoles()
    {
        using Role = ParticipantDelegate::Role;
        ParticipantsDialog dialog(client(), sid());
        auto *list = dialog.findChild<QListWidget *>();
        client().participants().add(sid(), QStringLiteral("bob"), &dialog, [](const auto &) {});
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
        client().participants().remove(sid(), QStringLiteral("bob"), &dialog, [](const auto &) {});
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 1, Wait);
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
    /// To the open conversation.
    void add(const QString &identity)
    {
        client().participants().add(sid(), identity, this, [](const auto &) {});
        QTRY_VERIFY_WITH_TIMEOUT(PeopleModel::knownIdentities(client()).contains(identity), Wait);
    }
};

QTEST_MAIN(tst_ChatConversations)
#include "tst_chatconversations.moc"
