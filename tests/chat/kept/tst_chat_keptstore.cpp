// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/keptstore.h"
#include "token/utc.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace parley::chat;
using namespace Qt::StringLiterals;

namespace {

const QDateTime Noon(QDate(2026, 3, 4), QTime(12, 0), parley::Utc);

Conversation conversation(const QString &sid, int minute = 0)
{
    Conversation value;
    value.sid = sid;
    value.friendlyName = "Room "_L1 + sid;
    value.uniqueName = "room-"_L1 + sid;
    value.createdBy = u"alice"_s;
    value.dateCreated = Noon.addDays(-1);
    value.attributes
        = QJsonObject { { u"parley"_s,
                          QJsonObject { { u"direct"_s, QJsonArray { u"alice"_s, u"bob"_s } } } },
                        { u"other"_s, u"large"_s } };
    value.muted = true;
    value.lastReadMessageIndex = 3;
    value.lastMessageIndex = 5;
    value.lastMessageDate = Noon.addSecs(minute * 60);
    value.unreadCount = 2;
    value.loading = Conversation::Loading::Loaded;
    return value;
}

Message message(qint64 index, const QString &body = u"grüß ☃"_s)
{
    Message value;
    value.sid = u"IM%1"_s.arg(index);
    value.localId = u"local"_s;
    value.index = index;
    value.author = u"bob"_s;
    value.body = body;
    value.dateCreated = Noon;
    value.dateUpdated = Noon.addSecs(1);
    value.lastUpdatedBy = u"bob"_s;
    value.attributes = { { u"a"_s, 1 } };
    value.media = { { .sid = u"ME1"_s,
                      .category = u"media"_s,
                      .filename = u"plan.pdf"_s,
                      .contentType = u"application/pdf"_s,
                      .size = 77 } };
    return value;
}

std::vector<Message> messages(qint64 first, qint64 last)
{
    std::vector<Message> all;
    for (qint64 index = first; index <= last; ++index)
        all.push_back(message(index));
    return all;
}

QString indexesOf(const KeptPage &page)
{
    QStringList indexes;
    for (const Message &each : page.messages)
        indexes.append(QString::number(each.index));
    return indexes.join(u' ');
}

QStringList sidsOf(const KeptStore &store)
{
    QStringList sids;
    for (const Conversation &each : store.conversations())
        sids.append(each.sid);
    return sids;
}

} // namespace

class tst_ChatKeptStore : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"kept.sqlite"_s); }
    std::unique_ptr<KeptStore> open(const QString &owner = u"alice"_s,
                                    KeptStore::Limits limits = {})
    {
        m_problem = {};
        return KeptStore::open(path(), owner, &m_problem, limits);
    }
    /// All that is in the folder, with SQLite's log.
    [[nodiscard]] bool isOnDisk(const QByteArray &text) const
    {
        bool isFound = false;
        const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
        for (const QFileInfo &info : files) {
            QFile file(info.filePath());
            isFound = isFound || (file.open(QIODevice::ReadOnly) && file.readAll().contains(text));
        }
        return isFound;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    DatabaseProblem m_problem;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void bringsBackWhatWasKept()
    {
        auto store = open();
        QVERIFY2(store, qPrintable(m_problem.detail));
        QVERIFY(!store->asOf().isValid());
        QVERIFY(store->change([&store] {
            store->putConversation(conversation(u"CH1"_s, 1));
            store->putConversation(conversation(u"CH2"_s, 2));
            store->putPage(u"CH1"_s, messages(4, 5), Noon);
            store->putName(u"bob"_s, u"Bob B."_s);
            store->setAsOf(Noon.addSecs(9));
        }));
        store = open();
        QCOMPARE(store->asOf(), Noon.addSecs(9));
        QCOMPARE(store->names(), (QHash<QString, QString> { { u"bob"_s, u"Bob B."_s } }));
        QCOMPARE(sidsOf(*store), QStringList({ u"CH2"_s, u"CH1"_s })); // the latest first
        const Conversation back = store->conversations().back();
        const Conversation was = conversation(u"CH1"_s, 1);
        QCOMPARE(back.loading, Conversation::Loading::Kept);
        QCOMPARE(back.friendlyName, was.friendlyName);
        QCOMPARE(back.uniqueName, was.uniqueName);
        QCOMPARE(back.createdBy, was.createdBy);
        QCOMPARE(back.dateCreated, was.dateCreated);
        QCOMPARE(back.muted, was.muted);
        QCOMPARE(back.lastReadMessageIndex, was.lastReadMessageIndex);
        QCOMPARE(back.lastMessageIndex, was.lastMessageIndex);
        QCOMPARE(back.lastMessageDate, was.lastMessageDate);
        QCOMPARE(back.unreadCount, was.unreadCount);
        QCOMPARE(back.attributes.keys(), QStringList(u"parley"_s)); // not what others keep there
        QCOMPARE(back.attributes.value(u"parley"), was.attributes.value(u"parley"));
        const KeptPage page = store->page(u"CH1"_s);
        QCOMPARE(page.asOf, Noon);
        QCOMPARE(indexesOf(page), u"4 5"_s);
        const Message &first = page.messages.front();
        QCOMPARE(first.sid, message(4).sid);
        QCOMPARE(first.body, message(4).body);
        QCOMPARE(first.author, message(4).author);
        QCOMPARE(first.dateCreated, message(4).dateCreated);
        QCOMPARE(first.dateUpdated, message(4).dateUpdated);
        QCOMPARE(first.attributes, message(4).attributes);
        QCOMPARE(first.media, message(4).media);
        QCOMPARE(store->newest(u"CH1"_s)->index, 5);
        QVERIFY(!store->newest(u"CH2"_s));
    }

    void aPageTakesThePlaceOfTheOneBefore()
    {
        const auto store = open();
        const auto pageAfter = [&store](int first, int last) {
            const bool isKept = store->change([&store, first, last] {
                store->putConversation(conversation(u"CH1"_s));
                store->putPage(u"CH1"_s, messages(first, last), Noon);
            });
            return isKept ? indexesOf(store->page(u"CH1"_s)) : u"failed"_s;
        };
        QCOMPARE(pageAfter(3, 5), u"3 4 5"_s);
        QCOMPARE(pageAfter(5, 7), u"5 6 7"_s); // the service does not tell whether 3 and 4 exist
        QCOMPARE(pageAfter(2, 3), u"2 3"_s);
        QCOMPARE(pageAfter(1, 0), QString());
    }

    void followsChanges()
    {
        const auto store = open();
        const auto pageAfter = [&store](const std::function<void()> &change) {
            return store->change(change) ? indexesOf(store->page(u"CH1"_s)) : u"failed"_s;
        };
        const auto add = [&store](qint64 index, bool isFollowed) {
            store->addMessage(u"CH1"_s, message(index), isFollowed, Noon);
        };
        QCOMPARE(pageAfter([&] {
                     store->putConversation(conversation(u"CH1"_s));
                     store->putPage(u"CH1"_s, messages(3, 5), Noon);
                 }),
                 u"3 4 5"_s);
        QCOMPARE(pageAfter([&] { add(9, true); }), u"3 4 5 9"_s); // others were deleted before it
        QCOMPARE(pageAfter([&] { add(7, false); }), u"3 4 5 7 9"_s); // told late
        QCOMPARE(pageAfter([&] { add(2, true); }), u"3 4 5 7 9"_s); // older than the page
        QCOMPARE(pageAfter([&] { store->removeMessage(u"CH1"_s, 4); }), u"3 5 7 9"_s);
        QCOMPARE(pageAfter([&] {
                     Message edited = message(5, u"edited"_s);
                     edited.author.clear(); // an update leaves it out
                     store->updateMessage(u"CH1"_s, edited);
                     store->updateMessage(u"CH1"_s, message(6, u"never seen"_s));
                 }),
                 u"3 5 7 9"_s);
        QCOMPARE(store->page(u"CH1"_s).messages[1].body, u"edited"_s);
        QCOMPARE(store->page(u"CH1"_s).messages[1].author, u"bob"_s);
        QCOMPARE(pageAfter([&] { add(12, false); }), u"12"_s); // what is between is not known
        QCOMPARE(pageAfter([&] { store->removeConversation(u"CH1"_s); }), QString());
        QVERIFY(store->conversations().empty());
    }

    void staysWithinItsLimits()
    {
        const auto store = open(u"alice"_s, { .conversations = 3, .people = 2, .pageLength = 4 });
        QVERIFY(store->change([&store] {
            for (int i = 0; i < 5; ++i) {
                const QString sid = u"CH%1"_s.arg(i);
                store->putConversation(conversation(sid, i == 1 ? 9 : i));
                store->putPage(sid, messages(1, 9), Noon);
                store->putName(sid, u"name"_s);
            }
        }));
        QCOMPARE(sidsOf(*store), QStringList({ u"CH1"_s, u"CH4"_s, u"CH3"_s }));
        QCOMPARE(indexesOf(store->page(u"CH4"_s)), u"6 7 8 9"_s);
        QCOMPARE(indexesOf(store->page(u"CH0"_s)), QString());
        QVERIFY(!store->page(u"CH0"_s).asOf.isValid());
        QCOMPARE(store->names().size(), 2);
    }

    void theQuietestPageGoesWhenThereAreTooManyWords()
    {
        const auto store = open(u"alice"_s, { .messageBytes = 5000 });
        QVERIFY(store->change([&store] {
            for (int i = 0; i < 3; ++i) {
                const QString sid = u"CH%1"_s.arg(i);
                store->putConversation(conversation(sid, 5 - i));
                store->putPage(sid, { message(1, QString(1800, u'x')) }, Noon);
            }
        }));
        QCOMPARE(store->conversations().size(), 3U);
        QVERIFY(store->newest(u"CH0"_s));
        QVERIFY(store->newest(u"CH1"_s));
        QVERIFY(!store->newest(u"CH2"_s));
    }

    void aFailureKeepsNothingOfItsChange()
    {
        const auto store = open();
        {
            const QString name = u"in the way"_s;
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            other.setDatabaseName(path());
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(u"DROP TABLE people"_s));
            other.close();
        }
        QSqlDatabase::removeDatabase(u"in the way"_s);
        for (int i = 0; i < 2; ++i) // the name, and the limit on their number
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression(u"database of the \"kept conv"_s));
        QVERIFY(!store->change([&store] {
            store->putConversation(conversation(u"CH1"_s));
            store->putName(u"bob"_s, u"Bob"_s);
        }));
        QVERIFY(store->conversations().empty());
    }

    void whatIsRemovedIsOverwritten()
    {
        auto store = open();
        QVERIFY(store->change([&store] {
            store->putConversation(conversation(u"CH1"_s));
            store->putPage(u"CH1"_s, { message(1, u"a-secret-word"_s) }, Noon);
        }));
        QVERIFY(isOnDisk("a-secret-word"));
        store->forgetPages(); // while it is open
        QVERIFY(!isOnDisk("a-secret-word"));
        QVERIFY(isOnDisk("Room CH1"));
    }

    void isForTheUserAlone()
    {
        const auto store = open();
        QVERIFY(store->change([&store] { store->putConversation(conversation(u"CH1"_s)); }));
        const auto others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
        QVERIFY(files.size() >= 2); // the log, too
        for (const QFileInfo &file : files)
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }

    void refusesWhatIsNotItsOwn_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("isDamaged");
        QTest::newRow("no database") << u"text"_s << true;
        QTest::newRow("a damaged page") << u"damage"_s << true;
        QTest::newRow("another program's") << u"CREATE TABLE theirs (x)"_s << false;
        QTest::newRow("a newer version's") << u"PRAGMA user_version=99"_s << false;
        QTest::newRow("another user's") << QString() << false;
    }

    void refusesWhatIsNotItsOwn()
    {
        QFETCH(QString, what);
        QFETCH(bool, isDamaged);
        const bool isTheirs = what.startsWith("CREATE"_L1);
        if (!isTheirs) {
            const auto store = open();
            QVERIFY(store->change([&store] {
                store->putConversation(conversation(u"CH1"_s));
                store->putPage(u"CH1"_s, messages(1, 50), Noon);
            }));
        }
        if (what == "text"_L1 || what == "damage"_L1) {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qint64 from = what == "text"_L1 ? 0 : file.size() / 3;
            QVERIFY(file.seek(from));
            QVERIFY(file.write(QByteArray(file.size() - from, '\xa5')) > 0);
        } else if (!what.isEmpty()) {
            {
                QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
                other.setDatabaseName(path());
                QVERIFY(other.open());
                QVERIFY(QSqlQuery(other).exec(what));
                other.close();
            }
            QSqlDatabase::removeDatabase(u"other"_s);
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(!open(what.isEmpty() ? u"bob"_s : u"alice"_s));
        QCOMPARE(m_problem.isDamaged, isDamaged);
        QCOMPARE(m_problem.isForeign, !isDamaged);
        if (isTheirs) {
            file.seek(0);
            QCOMPARE(file.readAll(), before);
        }
    }
};

QTEST_GUILESS_MAIN(tst_ChatKeptStore)
#include "tst_chat_keptstore.moc"
