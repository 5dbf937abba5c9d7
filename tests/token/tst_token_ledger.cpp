// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/testtoken.h"
#include "token/core/tokenledger.h"

#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;

/// Which token is where, without the decisions of the lifecycle.
class tst_token_ledger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesBackToTheLastAcceptedToken();
    void knowsNoTokenBeforeTheAcceptedOne();
    void boundsTheTokensOfASilentConsumer();
    void takesNoRefusedTokenAgain();
    void isRefusedByAllOnlyOnceNoneMayAccept();
    void isPartlyRefusedByOneOfTwo();
    void findsOutAServiceThatEndsEachSession();
    void finishesACallWithTheLastAnswer();
    void tellsACallThatItsTokenWasReplaced();

private:
    static AccessToken token(quint64 generation)
    {
        return makeToken({ .serial = int(generation) });
    }
    static TokenLedger ledgerWith(quint64 tokens, ConsumerId consumers)
    {
        TokenLedger ledger;
        for (ConsumerId id = 1; id <= consumers; ++id)
            ledger.consumers().push_back({ .id = id });
        for (quint64 generation = 1; generation <= tokens; ++generation)
            ledger.add({ .token = token(generation), .generation = generation });
        return ledger;
    }
};

void tst_token_ledger::goesBackToTheLastAcceptedToken()
{
    TokenLedger ledger = ledgerWith(3, 1);
    ledger.accept(*ledger.find(2), 10s);
    QCOMPARE(ledger.current()->generation, quint64(3));
    ledger.refuse(*ledger.find(3));
    QCOMPARE(ledger.usable()->generation, quint64(2));
    ledger.find(2)->isExpired = true;
    QCOMPARE(ledger.current()->generation, quint64(2));
    QVERIFY(ledger.usable() == nullptr);
    ledger.refuse(*ledger.find(2));
    QVERIFY(ledger.current() == nullptr);
    QCOMPARE(ledger.newest()->generation, quint64(3));
}

void tst_token_ledger::knowsNoTokenBeforeTheAcceptedOne()
{
    TokenLedger ledger = ledgerWith(3, 1);
    ledger.accept(*ledger.find(2), 10s);
    QVERIFY(ledger.find(1) == nullptr);
    QCOMPARE(ledger.generationOf(token(1)), quint64(0));
    QCOMPARE(ledger.generationOf(token(2)), quint64(2));
    ledger.accept(*ledger.find(2), 20s);
    QVERIFY(ledger.find(2)->acceptedAt == 10s); // the first time counts
}

void tst_token_ledger::boundsTheTokensOfASilentConsumer()
{
    TokenLedger ledger = ledgerWith(2, 1);
    ledger.accept(*ledger.find(1), 0s);
    for (quint64 generation = 3; generation <= 20; ++generation)
        ledger.add({ .token = token(generation), .generation = generation });
    QVERIFY(ledger.find(1) != nullptr); // the one to go back to
    QVERIFY(ledger.find(2) == nullptr);
    QVERIFY(ledger.find(14) != nullptr);
}

void tst_token_ledger::takesNoRefusedTokenAgain()
{
    TokenLedger ledger = ledgerWith(1, 1);
    ledger.refuse(*ledger.find(1));
    QVERIFY(ledger.wasRefused(token(1)));
    QVERIFY(!ledger.wasRefused(token(2)));
    ledger.clearTokens();
    QVERIFY(!ledger.wasRefused(token(1)));
}

void tst_token_ledger::isRefusedByAllOnlyOnceNoneMayAccept()
{
    TokenLedger ledger = ledgerWith(1, 2);
    AdmittedToken &admitted = *ledger.find(1);
    for (ConsumerRecord &consumer : ledger.consumers())
        ledger.noteOffer(consumer, 1);
    QVERIFY(ledger.isAwaited(1));
    ledger.consumer(1)->unanswered.clear();
    ledger.consumer(1)->refused = 1;
    QVERIFY(!ledger.isRefusedByAll(admitted)); // the other one may still accept it
    ledger.consumer(2)->isPostponed = true;
    QVERIFY(!ledger.isAnswerDue(1));
    QVERIFY(!ledger.isRefusedByAll(admitted));
    ledger.consumer(2)->unanswered.clear();
    QVERIFY(ledger.isRefusedByAll(admitted)); // it keeps the token for later
    ledger.consumer(2)->accepted = 1;
    QVERIFY(!ledger.isRefusedByAll(admitted));
}

void tst_token_ledger::isPartlyRefusedByOneOfTwo()
{
    TokenLedger ledger = ledgerWith(1, 2);
    ledger.consumer(1)->refusals = 2;
    QVERIFY(!ledger.isPartlyRefused());
    ledger.consumer(2)->accepted = 1;
    QVERIFY(ledger.isPartlyRefused());
    QCOMPARE(ledger.refusalsInARow(), 2);
    ledger.forgetRefusals();
    QVERIFY(!ledger.isPartlyRefused());
    QCOMPARE(ledger.refusalsInARow(), 0);
}

void tst_token_ledger::findsOutAServiceThatEndsEachSession()
{
    ConsumerRecord consumer;
    consumer.countRefusal(true, 0s, 15min);
    QCOMPARE(consumer.refusals, 1);
    consumer.refusals = 0; // it has accepted the next token
    consumer.countRefusal(true, 1min, 15min);
    QCOMPARE(consumer.refusals, 2);
    consumer.refusals = 0;
    consumer.countRefusal(true, 1h, 15min); // the others are longer past than that
    QCOMPARE(consumer.refusals, 1);
    consumer.countRefusal(false, 2h, 15min);
    QCOMPARE(consumer.refusals, 2);
    QCOMPARE(consumer.earlyEnds, 1);
}

void tst_token_ledger::finishesACallWithTheLastAnswer()
{
    TokenLedger ledger = ledgerWith(1, 2);
    ledger.calls().push_back({ .call = 7, .generation = 1 });
    ledger.calls().push_back({ .call = 8, .generation = 1, .waitsForPostponed = true });
    QVERIFY(ledger.takeFinishedCalls().empty()); // the token is not offered yet
    for (PendingCall &call : ledger.calls())
        call.isOffered = true;
    for (ConsumerRecord &consumer : ledger.consumers())
        ledger.noteOffer(consumer, 1);
    QVERIFY(ledger.takeFinishedCalls().empty());
    ledger.consumer(1)->unanswered.clear();
    ledger.consumer(2)->isPostponed = true;
    std::vector<FinishedCall> finished = ledger.takeFinishedCalls();
    QCOMPARE(finished.size(), std::size_t(1));
    QCOMPARE(finished[0].call, CallId(7));
    QVERIFY(!finished[0].error);
    ledger.forgetOffers();
    finished = ledger.takeFinishedCalls();
    QCOMPARE(finished.size(), std::size_t(1));
    QCOMPARE(finished[0].call, CallId(8));
    QVERIFY(ledger.calls().empty());
}

void tst_token_ledger::tellsACallThatItsTokenWasReplaced()
{
    TokenLedger ledger = ledgerWith(2, 0);
    ledger.calls().push_back({ .call = 1, .generation = 1, .isOffered = true });
    ledger.calls().push_back({ .call = 2, .generation = 1, .isOffered = true, .isAccepted = true });
    const std::vector<FinishedCall> finished = ledger.takeFinishedCalls();
    QCOMPARE(finished.size(), std::size_t(2));
    QVERIFY(finished[0].error && finished[0].error->code == TokenError::Code::Cancelled);
    QVERIFY(!finished[1].error);
}

QTEST_APPLESS_MAIN(tst_token_ledger)
#include "tst_token_ledger.moc"
