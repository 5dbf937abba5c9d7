// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncbench.h"

#include <QTest>

using namespace parley;
using namespace parley::sync;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_SyncClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensByName()
    {
        SyncBench bench;
        const auto info = bench.open(listName());
        QVERIFY(info);
        QCOMPARE(info->uniqueName, listName());
        QCOMPARE(info->lastEventId, qint64(-1));
    }

    void namesArePercentEncoded()
    {
        SyncBench bench;
        bench.service.makeObject(u"map"_s, u"a/b@c d%.channels"_s);
        QVERIFY(bench.open(u"a/b@c d%.channels"_s, ObjectType::Map));
    }

    void anUnknownObjectIsNotFound()
    {
        SyncBench bench;
        QVERIFY(!bench.open(u"nothing"_s));
        QVERIFY(bench.error && bench.error->isNotFound());
        QCOMPARE(bench.error->code, 54300);
    }

    void answersNeverComeBeforeTheCallReturns()
    {
        SyncBench bench;
        bench.client.open(ObjectType::List, listName(), &bench.context,
                          [&bench](const SyncClient::Outcome<ObjectInfo> &) { ++bench.answers; });
        QCOMPARE(bench.answers, 0);
        bench.clock.settle();
        QCOMPARE(bench.answers, 1);
    }

    void aDeadContextHearsNothing()
    {
        SyncBench bench;
        {
            QObject shortLived;
            bench.client.open(
                ObjectType::List, listName(), &shortLived,
                [&bench](const SyncClient::Outcome<ObjectInfo> &) { ++bench.answers; });
        }
        bench.clock.advance(60s);
        QCOMPARE(bench.answers, 0);
    }

    void readsAreRepeated_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isRepeated");
        QTest::newRow("rate") << 429 << true;
        QTest::newRow("bad gateway") << 502 << true;
        QTest::newRow("unavailable") << 503 << true;
        QTest::newRow("gateway timeout") << 504 << true;
        QTest::newRow("server error") << 500 << false;
        QTest::newRow("forbidden") << 403 << false;
    }

    void readsAreRepeated()
    {
        QFETCH(int, status);
        QFETCH(bool, isRepeated);
        SyncBench bench;
        int refusals = 2;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (refusals-- <= 0)
                return false;
            bench.service.replyTo(call, status);
            return true;
        };
        QVERIFY(!bench.open(listName()));
        QCOMPARE(bench.answers, isRepeated ? 0 : 1);
        bench.clock.advance(10s);
        QCOMPARE(bench.answers, 1);
        QCOMPARE(bool(bench.error), !isRepeated);
    }

    void retryAfterIsHonoured()
    {
        SyncBench bench;
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.service.replyTo(call, 503, {}, { { u"retry-after"_s, u"7"_s } });
            return true;
        };
        bench.open(listName());
        bench.clock.advance(6900ms);
        QCOMPARE(bench.answers, 0);
        bench.clock.advance(200ms);
        QCOMPARE(bench.answers, 1);
    }

    void readsSurviveALossOfTheConnection()
    {
        SyncBench bench;
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.service.cutLink();
            return true;
        };
        bench.open(listName());
        bench.clock.advance(10s);
        QCOMPARE(bench.answers, 1);
        QVERIFY(!bench.error);
    }

    void aPageThatIsNotAnsweredIsHalved_data()
    {
        QTest::addColumn<bool>("isLost");
        QTest::newRow("the link breaks each time") << true;
        QTest::newRow("silence") << false;
    }

    // An answer over the limit of a frame never comes, or takes the link with it.
    void aPageThatIsNotAnsweredIsHalved()
    {
        QFETCH(bool, isLost);
        SyncBench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            const QString size = call.params.value(u"PageSize"_s);
            if (size.isEmpty())
                return false;
            sizes.append(size);
            if (size.toInt() <= 3)
                return false;
            if (isLost)
                bench.service.cutLink();
            return true;
        };
        SyncClient::ItemQuery query;
        query.pageSize = 25;
        std::optional<Page> page;
        bench.client.queryItems(
            info, query, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.advance(5min);
        QCOMPARE(sizes.join(u' '), u"25 12 6 3"_s);
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(3));
        QVERIFY(page->hasNext);
    }

    // So that not each page needs several attempts; more is tried after a while.
    void theNextPagesAreAsSmall()
    {
        SyncBench bench;
        for (int i = 0; i < 30; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        bench.service.makeObject(u"list"_s, u"other"_s);
        const ObjectInfo other = *bench.open(u"other"_s);
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            sizes.append(call.params.value(u"PageSize"_s));
            const bool isTooLarge = sizes.last().toInt() > 12 && sizes.last() != "20"_L1;
            if (isTooLarge)
                bench.service.cutLink();
            return isTooLarge;
        };
        const auto ask = [&bench](const ObjectInfo &object, int pageSize) {
            SyncClient::ItemQuery query;
            query.pageSize = pageSize;
            bench.client.queryItems(object, query, &bench.context,
                                    [](const SyncClient::Outcome<Page> &) {});
            bench.clock.advance(1min);
        };
        for (int i = 0; i < 2; ++i)
            ask(info, 25);
        ask(info, 1); // fewer stay fewer, and tell nothing
        ask(other, 20); // each object has its own
        for (int i = 0; i < 7; ++i)
            ask(info, 25);
        QCOMPARE(sizes.join(u' '), u"25 12 12 1 20 12 12 12 12 12 12 24 12"_s);
        sizes.clear();
        bench.client.reset();
        bench.service.intercept = [&sizes](const FakeSyncService::Call &call) {
            sizes.append(call.params.value(u"PageSize"_s));
            return false;
        };
        ask(info, 25);
        QCOMPARE(sizes.join(u' '), u"25"_s);
    }

    // Nor does a single item that got lost make the pages small that are read afterwards.
    void fewThatGotLostTellNothing()
    {
        SyncBench bench;
        bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            sizes.append(call.params.value(u"PageSize"_s));
            const bool isLost = sizes.size() == 1;
            if (isLost)
                bench.service.cutLink();
            return isLost;
        };
        for (const int pageSize : { 1, 50 }) {
            SyncClient::ItemQuery query;
            query.pageSize = pageSize;
            bench.client.queryItems(info, query, &bench.context,
                                    [](const SyncClient::Outcome<Page> &) {});
            bench.clock.advance(1min);
        }
        QCOMPARE(sizes.join(u' '), u"1 1 50"_s);
    }

    // Though the connection may not repeat such a request: it was refused, not carried out.
    void aPageIsReadAgainWithTheNextToken()
    {
        SyncBench bench;
        bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!std::exchange(isFirst, false))
                return false;
            bench.transports.last()->reply(call.frame, 410, 51207);
            return true;
        };
        std::optional<Page> page;
        bench.client.queryItems(
            info, {}, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.settle();
        bench.connection.tokenConsumer()->offerToken(makeToken({ .serial = 1 }), TokenReply());
        bench.clock.advance(10s);
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(1));
    }

    void pagesByQuery()
    {
        SyncBench bench;
        for (int i = 0; i < 7; ++i)
            bench.service.addListItem(listName(), textData());
        const ObjectInfo info = *bench.open(listName());
        SyncClient::ItemQuery query;
        query.descending = true;
        query.pageSize = 3;
        query.fromIndex = 5;
        query.inclusive = false;
        std::optional<Page> page;
        bench.client.queryItems(
            info, query, &bench.context,
            [&page](const SyncClient::Outcome<Page> &outcome) { page = std::get<Page>(outcome); });
        bench.clock.settle();
        QVERIFY(page);
        QCOMPARE(page->items.size(), size_t(3));
        QCOMPARE(page->items.front().index, qint64(4));
        QVERIFY(page->hasNext);
    }
};

QTEST_GUILESS_MAIN(tst_SyncClient)
#include "tst_sync_client.moc"
