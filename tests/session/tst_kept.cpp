// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversationlistmodel.h"
#include "chat/fakeservice.h"
#include "chat/keptstore.h"
#include "chat/messagelistmodel.h"
#include "sessionbench.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using List = chat::ConversationListModel;
using Page = chat::MessageListModel;

/// What is kept of conversations over a restart: shown first, replaced by what the service says,
/// erased at sign-out. In virtual time.
class tst_Kept : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isShownFirstAndReplacedWithoutDoubles();
    void isShownWithoutANetwork();
    void aConversationThatIsGoneGoes();
    void whatIsWrittenMeanwhileIsSent();
    void tellsAsOfWhen();
    void whatWasDeletedElsewhereDoesNotComeBack();
    void aListThatReadsTheNewestMessageTakesNoPageAway();
    void aMessageThatOnlyAListHasReadIsAPage();
    void aPageThatCannotBeReadIsNotKeptForEver();
    void signingOutErasesIt();
    void keepsNoWordsUnlessRemembered();
    void anotherUserNeverSeesIt();
    void aSecondProgramKeepsNothing();
    void canBeSwitchedOff();
    void aDamagedFileIsErased();
    void nothingIsKeptUnlessAskedFor();

private:
    void signIn(bool remember = true);
    /// Signs in, reads the page of the room and lets everything be written.
    void useIt();
    void restart();
    /// At a new start; the token is there after three seconds.
    void resumeSlowly();
    void goOffline();
    void goOnline();
    [[nodiscard]] chat::ChatClient &chat() { return m_bench->session->chat(); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList({ u"kept-*"_s }, QDir::Files);
    }
    [[nodiscard]] bool isOnDisk(const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<FakeService> m_service;
    QString m_room;
    QString m_quiet;
};

namespace {

QStringList textsOf(const QAbstractItemModel &model, int role = Qt::DisplayRole)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, 0).data(role).toString());
    return texts;
}

} // namespace

void tst_Kept::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<SessionBench>();
    m_bench->config.dataFolder = m_folder->path();
    m_bench->config.keepsConversations = true;
    m_bench->answerAlwaysWithTokens();
    m_service = std::make_unique<FakeService>(m_bench->clock, m_bench->transports);
    m_quiet = m_service->addConversation(1, u"quiet"_s);
    m_room = m_service->addConversation(2, u"room"_s);
    m_service->addMessage(m_room, u"bob"_s, u"one"_s);
    m_service->addMessage(m_room, u"alice"_s, u"two"_s);
    m_service->addMessage(m_room, u"bob"_s, u"three-unusual-word"_s);
}

void tst_Kept::cleanup()
{
    m_bench.reset();
    m_service.reset();
    m_folder.reset();
}

void tst_Kept::signIn(bool remember)
{
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, remember);
    m_bench->advance(30s);
    QVERIFY(chat().conversations().areLoaded());
}

void tst_Kept::useIt()
{
    Page page(chat(), m_room);
    m_bench->advance(5s);
    QCOMPARE(page.rowCount(), 3);
}

void tst_Kept::restart()
{
    m_bench->session->shutdown();
    m_bench->advance(1s);
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
}

void tst_Kept::resumeSlowly()
{
    m_bench->network.otherwise = [this](const SeenRequest &) {
        HttpAnswer answer = m_bench->tokenAnswer();
        answer.delay = 3s;
        return answer;
    };
    m_bench->savePassword(u"demo"_s); // without a token
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
}

void tst_Kept::goOffline()
{
    m_bench->reachability.set(Reachability::State::Unreachable);
}

void tst_Kept::goOnline()
{
    m_bench->reachability.set(Reachability::State::Reachable);
}

bool tst_Kept::isOnDisk(const QByteArray &text) const
{
    bool isFound = false;
    for (const QString &name : files()) {
        QFile file(m_folder->filePath(name));
        isFound = isFound || (file.open(QIODevice::ReadOnly) && file.readAll().contains(text));
    }
    return isFound;
}

void tst_Kept::isShownFirstAndReplacedWithoutDoubles()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->advance(1s);
    // While the program is not running:
    m_service->editMessage(m_room, 0, u"one, edited"_s);
    m_service->removeMessage(m_room, 1);
    m_service->addMessage(m_room, u"bob"_s, u"four"_s);
    resumeSlowly();
    QCOMPARE(m_bench->signedIn, 0);
    auto list = std::make_unique<List>(chat());
    auto page = std::make_unique<Page>(chat(), m_room);
    QCOMPARE(textsOf(*page), QStringList({ u"one"_s, u"two"_s, u"three-unusual-word"_s }));
    QCOMPARE(list->rowCount(), 2);
    QAbstractItemModelTester listTester(list.get(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester pageTester(page.get(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy listReset(list.get(), &QAbstractItemModel::modelReset);
    QSignalSpy listInserted(list.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy inserted(page.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(page.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy replaced(page.get(), &Page::keptReplaced);
    m_bench->advance(30s);
    QVERIFY(m_bench->session->isSignedIn());
    QCOMPARE(replaced.size(), 1);
    QVERIFY(!page->keptSince().isValid());
    QCOMPARE(textsOf(*page), QStringList({ u"one, edited"_s, u"three-unusual-word"_s, u"four"_s }));
    QCOMPARE(removed.size(), 1); // the rows that are the same stay untouched
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(list->rowCount(), 2);
    QCOMPARE(listReset.size() + listInserted.size(), 0);
    textsOf(*list, List::LastMessageRole); // as a view does
    m_bench->advance(5s);
    QCOMPARE(list->index(list->rowOf(m_room)).data(List::LastMessageRole).toString(), u"four"_s);
    QVERIFY(!chat().conversations().keptSince().isValid());
    const Page another(chat(), m_room); // the service is there, so its own page comes at once
    QVERIFY(!another.keptSince().isValid());
    QCOMPARE(another.rowCount(), 0);
}

void tst_Kept::isShownWithoutANetwork()
{
    signIn();
    useIt();
    const QStringList names = textsOf(List(chat()), List::NameRole);
    m_bench->session->shutdown();
    m_bench->advance(2h); // the saved token has expired
    goOffline();
    m_bench->launch();
    QSignalSpy shown(m_bench->session.get(), &Session::keptShown);
    m_bench->session->resume();
    m_bench->advance(1min);
    QCOMPARE(shown.size(), 1);
    QVERIFY(!m_bench->session->isSignedIn());
    QCOMPARE(chat().identity(), u"alice"_s);
    List list(chat());
    Page page(chat(), m_room);
    QCOMPARE(textsOf(list, List::NameRole), names);
    const QModelIndex row = list.index(list.rowOf(m_room));
    QCOMPARE(row.data(List::LastMessageRole).toString(), u"three-unusual-word"_s);
    QCOMPARE(row.data(List::LastAuthorRole).toString(), u"bob"_s);
    const auto conversation = chat().conversations().find(m_room);
    QVERIFY(conversation);
    QCOMPARE(conversation->loading, chat::Conversation::Loading::Kept);
    QCOMPARE(page.rowCount(), 3);
    QVERIFY(page.keptSince().isValid());
    QVERIFY(page.at(1).isOwn);
    int jumps = 0;
    for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *> { &list, &page }) {
        const auto jumped = [&jumps] { ++jumps; };
        connect(model, &QAbstractItemModel::rowsInserted, &list, jumped);
        connect(model, &QAbstractItemModel::rowsRemoved, &list, jumped);
        connect(model, &QAbstractItemModel::rowsMoved, &list, jumped);
        connect(model, &QAbstractItemModel::modelReset, &list, jumped);
    }
    goOnline();
    m_bench->advance(5min);
    QVERIFY(m_bench->session->isSignedIn());
    QVERIFY(!page.keptSince().isValid());
    QCOMPARE(jumps, 0); // nothing has changed
    QCOMPARE(page.rowCount(), 3);
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(chat().conversations().find(m_room)->loading, chat::Conversation::Loading::Loaded);
}

void tst_Kept::aConversationThatIsGoneGoes()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->advance(1s);
    m_service->deleteConversation(m_quiet);
    m_service->removeMember(m_room, u"alice"_s);
    resumeSlowly();
    List list(chat());
    QCOMPARE(list.rowCount(), 2);
    QString failure;
    chat().messages().history(m_quiet, 1, std::nullopt, &list, [&failure](const auto &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome))
            failure = chat::codeName(*error);
    });
    m_bench->advance(30s);
    QVERIFY(chat().conversations().areLoaded());
    QCOMPARE(list.rowCount(), 0);
    QCOMPARE(failure, u"notFound"_s);
    m_bench->session->shutdown();
    resumeSlowly(); // nor does it come back
    QVERIFY(chat().conversations().all().empty());
}

void tst_Kept::whatIsWrittenMeanwhileIsSent()
{
    signIn();
    useIt();
    goOffline();
    restart();
    Page page(chat(), m_room);
    const QString localId
        = chat().outbox().send(m_room, { .body = u"written offline"_s }, &page, {});
    QVERIFY(!localId.isEmpty());
    m_bench->advance(0ms);
    QCOMPARE(page.rowCount(), 4);
    restart(); // without having been online: the text is not lost
    goOnline();
    m_bench->advance(5min);
    QCOMPARE(m_service->textsOf(m_room).last(), u"written offline"_s);
    QCOMPARE(m_service->textsOf(m_room).count(u"written offline"_s), 1);
}

void tst_Kept::tellsAsOfWhen()
{
    signIn();
    useIt();
    m_bench->advance(20min);
    const WallTime lost = m_bench->clock.wallNow();
    goOffline();
    if (FakeTransport *transport = m_bench->transports.last())
        transport->end();
    m_bench->advance(2h);
    restart();
    const qint64 expected = lost.time_since_epoch().count();
    const auto isThen = [expected](const QDateTime &time) {
        return qAbs(time.toMSecsSinceEpoch() - expected) < 60'000;
    };
    QVERIFY(isThen(chat().conversations().keptSince()));
    QVERIFY(isThen(Page(chat(), m_room).keptSince()));
}

void tst_Kept::whatWasDeletedElsewhereDoesNotComeBack()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->advance(1s);
    m_service->removeMessage(m_room, 0);
    m_service->removeMessage(m_room, 1);
    restart();
    m_bench->advance(30s);
    {
        const Page page(chat(), m_room);
        m_bench->advance(5s);
        QCOMPARE(page.rowCount(), 1);
    }
    m_bench->session->shutdown();
    goOffline();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
    QCOMPARE(textsOf(Page(chat(), m_room)), QStringList(u"three-unusual-word"_s));
    QVERIFY(!isOnDisk("two"));
}

void tst_Kept::aListThatReadsTheNewestMessageTakesNoPageAway()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->advance(1s);
    m_service->addMessage(m_room, u"bob"_s, u"four"_s);
    m_service->addMessage(m_room, u"bob"_s, u"five"_s);
    restart();
    m_bench->advance(30s);
    {
        const List list(chat());
        textsOf(list, List::LastMessageRole); // as a view does
        m_bench->advance(5s);
        QCOMPARE(list.index(list.rowOf(m_room)).data(List::LastMessageRole).toString(), u"five"_s);
    }
    m_bench->session->shutdown();
    goOffline();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
    QCOMPARE(Page(chat(), m_room).rowCount(), 3); // as of the time when it was read
}

void tst_Kept::aMessageThatOnlyAListHasReadIsAPage()
{
    signIn();
    {
        const List list(chat());
        textsOf(list, List::LastMessageRole); // as a view does
        m_bench->advance(5s);
    }
    m_bench->session->shutdown();
    goOffline();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
    const Page page(chat(), m_room);
    QVERIFY(page.keptSince().isValid());
    QCOMPARE(textsOf(page), QStringList(u"three-unusual-word"_s));
}

void tst_Kept::aPageThatCannotBeReadIsNotKeptForEver()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->advance(1s);
    m_service->removeMember(m_room, u"alice"_s);
    resumeSlowly();
    const Page page(chat(), m_room);
    QCOMPARE(page.rowCount(), 3);
    QSignalSpy failed(&page, &Page::loadFailed);
    m_bench->advance(1min);
    QCOMPARE(failed.size(), 1);
    QVERIFY(!page.keptSince().isValid());
    QCOMPARE(page.rowCount(), 0);
}

void tst_Kept::signingOutErasesIt()
{
    signIn();
    useIt();
    QVERIFY(isOnDisk("three-unusual-word"));
    const QString name = files().filter(QRegularExpression(u"\\.sqlite$"_s)).first();
    QFile aside(m_folder->filePath(name + ".damaged-2026-01-01"_L1));
    QVERIFY(aside.open(QIODevice::WriteOnly));
    aside.close();
    m_bench->session->signOut();
    QCOMPARE(files(), QStringList());
    QVERIFY(chat().conversations().all().empty());
    m_bench->session->signIn(u"demo"_s, true); // and it begins anew
    m_bench->advance(30s);
    useIt();
    QVERIFY(isOnDisk("three-unusual-word"));
}

void tst_Kept::keepsNoWordsUnlessRemembered()
{
    signIn(false);
    useIt();
    m_bench->session->shutdown();
    QVERIFY(isOnDisk("room"));
    QVERIFY(!isOnDisk("three-unusual-word"));

    signIn(true);
    useIt();
    m_bench->session->shutdown();
    QVERIFY(isOnDisk("three-unusual-word"));

    m_bench->quit();
    m_bench->store.secrets.clear(); // as after a sign-out in another program
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(100ms);
    QVERIFY(!isOnDisk("three-unusual-word"));
    QVERIFY(isOnDisk("room"));

    signIn(true);
    useIt();
    m_bench->session->shutdown();
    QVERIFY(isOnDisk("three-unusual-word"));

    signIn(false); // what was kept goes with the first sign-in that is not remembered
    QVERIFY(chat().messages().kept(m_room).messages.empty());
    m_bench->session->shutdown();
    m_bench->quit();
    QVERIFY(!isOnDisk("three-unusual-word"));
    QVERIFY(isOnDisk("room"));
}

void tst_Kept::anotherUserNeverSeesIt()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->quit();
    const QString file = m_folder->filePath(files().first());
    m_bench->config.identity = u"bob"_s;
    resumeSlowly();
    QVERIFY(chat().conversations().all().empty());
    QStringList both = files().filter(QRegularExpression(u"\\.sqlite$"_s));
    QCOMPARE(both.size(), 2);
    m_bench->quit();
    // Not even under bob's name.
    both.removeAll(QFileInfo(file).fileName());
    const QString bobs = m_folder->filePath(both.first());
    QVERIFY(QFile::remove(bobs));
    QVERIFY(QFile::copy(file, bobs));
    resumeSlowly();
    QVERIFY(chat().conversations().all().empty());
}

void tst_Kept::aSecondProgramKeepsNothing()
{
    signIn();
    useIt();
    Session second(m_bench->config, m_bench->parts());
    second.resume();
    m_bench->advance(10ms);
    QVERIFY(second.chat().messages().kept(m_room).messages.empty());
    QVERIFY(!second.chat().conversations().keptSince().isValid());
    QVERIFY(isOnDisk("three-unusual-word"));
}

void tst_Kept::canBeSwitchedOff()
{
    signIn();
    useIt();
    m_bench->session->setKeepsConversations(false);
    QCOMPARE(files(), QStringList());
    m_service->addMessage(m_room, u"bob"_s, u"four"_s);
    m_bench->advance(10s);
    QCOMPARE(files(), QStringList());
    m_bench->session->setKeepsConversations(true);
    m_service->addMessage(m_room, u"bob"_s, u"five-unusual-word"_s);
    m_bench->advance(10s);
    restart();
    QCOMPARE(chat().conversations().all().size(), 2U);
    QCOMPARE(chat().messages().keptNewest(m_room)->body, u"five-unusual-word"_s);
}

void tst_Kept::aDamagedFileIsErased()
{
    signIn();
    useIt();
    m_bench->session->shutdown();
    m_bench->quit();
    const QString name = files().filter(QRegularExpression(u"\\.sqlite$"_s)).first();
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(10000, 'x'));
    file.close();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(30s);
    QVERIFY(chat().conversations().areLoaded());
    QCOMPARE(files().filter(u".damaged-"_s).size(), 0); // it may hold messages
    useIt();
    restart();
    QCOMPARE(chat().conversations().all().size(), 2U);
}

void tst_Kept::nothingIsKeptUnlessAskedFor()
{
    m_bench->config.keepsConversations = false;
    signIn();
    useIt();
    m_bench->session->shutdown();
    QCOMPARE(files(), QStringList());
}

QTEST_GUILESS_MAIN(tst_Kept)
#include "tst_kept.moc"
