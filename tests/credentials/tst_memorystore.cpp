// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "credentials/credentialstore.h"

#include <QTest>

#include <vector>

using namespace parley;
using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;

class tst_MemoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastSecretOfEachKey();
    void answersLaterAndInOrder();
    void answersNobodyWhoIsGone();
    void saysThatNothingIsThere();
};

void tst_MemoryStore::keepsTheLastSecretOfEachKey()
{
    const auto store = makeMemoryStore();
    QByteArray first;
    QByteArray second;
    store->write(u"a"_s, "one", this, [](const auto &) {});
    store->write(u"b"_s, "two", this, [](const auto &) {});
    store->write(u"a"_s, "three", this, [](const auto &) {});
    store->read(u"a"_s, this, [&](const auto &result) { first = result.secret; });
    store->read(u"b"_s, this, [&](const auto &result) { second = result.secret; });
    QTRY_COMPARE(second, QByteArray("two"));
    QCOMPARE(first, QByteArray("three"));
    QVERIFY(!store->isPersistent());
}

void tst_MemoryStore::answersLaterAndInOrder()
{
    const auto store = makeMemoryStore();
    const QString key = u"key"_s;
    std::vector<Outcome> outcomes;
    const auto note = [&outcomes](const auto &result) { outcomes.push_back(result.outcome); };
    store->read(key, this, note);
    store->write(key, "secret", this, note);
    store->read(key, this, note);
    store->remove(key, this, note);
    store->read(key, this, note);
    QVERIFY(outcomes.empty());
    QTRY_COMPARE(outcomes.size(), size_t(5));
    QCOMPARE(outcomes,
             std::vector<Outcome>({ Outcome::NotFound, Outcome::Done, Outcome::Done, Outcome::Done,
                                    Outcome::NotFound }));
}

void tst_MemoryStore::answersNobodyWhoIsGone()
{
    const auto store = makeMemoryStore();
    const QString key = u"key"_s;
    auto context = std::make_unique<QObject>();
    bool called = false;
    store->write(key, "secret", context.get(), [&called](const auto &) { called = true; });
    context.reset();
    QByteArray secret;
    store->read(key, this, [&](const auto &result) { secret = result.secret; });
    QTRY_COMPARE(secret, QByteArray("secret"));
    QVERIFY(!called);
}

void tst_MemoryStore::saysThatNothingIsThere()
{
    const auto store = makeMemoryStore();
    std::vector<Outcome> outcomes;
    store->remove(u"none"_s, this,
                  [&outcomes](const auto &result) { outcomes.push_back(result.outcome); });
    QTRY_COMPARE(outcomes, std::vector<Outcome>({ Outcome::NotFound }));
}

QTEST_GUILESS_MAIN(tst_MemoryStore)
#include "tst_memorystore.moc"
