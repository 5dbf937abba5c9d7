// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "credentials/credentialstore.h"

#include <QDirIterator>
#include <QProcess>
#include <QTest>

#include <optional>
#include <vector>

using namespace parley;
using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;

/// Runs against a real gnome-keyring in a D-Bus session of its own; see with-keyring.sh.
class tst_Keychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void readsNothingWhereNothingIs();
    void readsBackWhatWasWritten_data();
    void readsBackWhatWasWritten();
    void replacesTheEarlierSecret();
    void removesTheEntry();
    void keepsKeysApart();
    void runsTheJobsOfAKeyInOrder();
    void goesOnWithoutItsAsker();
    void isFoundBySecretToolAndNowhereInPlain();

private:
    CredentialStore::Result read(const QString &key = u"alice at example"_s);
    CredentialStore::Result write(const QByteArray &secret,
                                  const QString &key = u"alice at example"_s);
    CredentialStore::Result remove(const QString &key = u"alice at example"_s);

    std::unique_ptr<CredentialStore> m_store;
};

namespace {

template <typename Start> CredentialStore::Result outcomeOf(Start start)
{
    std::optional<CredentialStore::Result> got;
    start([&got](const CredentialStore::Result &result) { got = result; });
    // Never before the call has returned.
    if (got)
        return { .outcome = Outcome::Failed, .detail = u"answered too early"_s };
    if (!QTest::qWaitFor([&got] { return bool(got); }, 10000))
        return { .outcome = Outcome::Failed, .detail = u"no answer"_s };
    return *got;
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(10000);
    return process.readAllStandardOutput() + process.readAllStandardError();
}

} // namespace

CredentialStore::Result tst_Keychain::read(const QString &key)
{
    return outcomeOf([&](auto done) { m_store->read(key, this, done); });
}

CredentialStore::Result tst_Keychain::write(const QByteArray &secret, const QString &key)
{
    return outcomeOf([&](auto done) { m_store->write(key, secret, this, done); });
}

CredentialStore::Result tst_Keychain::remove(const QString &key)
{
    return outcomeOf([&](auto done) { m_store->remove(key, this, done); });
}

void tst_Keychain::initTestCase()
{
    if (qEnvironmentVariableIsSet("PARLEY_NO_KEYRING"))
        QSKIP(qgetenv("PARLEY_NO_KEYRING").constData());
    if (!qEnvironmentVariableIsSet("PARLEY_PRIVATE_HOME"))
        QSKIP("run this test through with-keyring.sh: it must not touch the user's own keychain");
}

void tst_Keychain::init()
{
    m_store = makeKeychainStore(u"parley-test"_s);
    remove();
}

void tst_Keychain::readsNothingWhereNothingIs()
{
    const auto result = read();
    QCOMPARE(result.outcome, Outcome::NotFound);
    QVERIFY(result.secret.isEmpty());
}

void tst_Keychain::readsBackWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("a word") << QByteArray("demo");
    QTest::newRow("JSON with other letters")
        << QByteArray(R"({"user":"zoë","secret":"pässwörd €"})");
    QTest::newRow("bytes that are no text") << QByteArray::fromHex("00ff80fe0a0d00");
    QTest::newRow("3000 bytes") << QByteArray(3000, 's');
    QTest::newRow("60 KiB") << QByteArray(60 * 1024, 'l');
}

void tst_Keychain::readsBackWhatWasWritten()
{
    QFETCH(QByteArray, secret);
    QCOMPARE(write(secret).outcome, Outcome::Done);
    const auto result = read();
    QCOMPARE(result.outcome, Outcome::Done);
    QCOMPARE(result.secret, secret);
}

void tst_Keychain::replacesTheEarlierSecret()
{
    QCOMPARE(write("first").outcome, Outcome::Done);
    QCOMPARE(write("second").outcome, Outcome::Done);
    QCOMPARE(read().secret, QByteArray("second"));
}

void tst_Keychain::removesTheEntry()
{
    QCOMPARE(write("secret").outcome, Outcome::Done);
    QCOMPARE(remove().outcome, Outcome::Done);
    QCOMPARE(read().outcome, Outcome::NotFound);
}

void tst_Keychain::keepsKeysApart()
{
    QCOMPARE(write("alice's", u"alice"_s).outcome, Outcome::Done);
    QCOMPARE(write("bob's", u"bob"_s).outcome, Outcome::Done);
    QCOMPARE(read(u"alice"_s).secret, QByteArray("alice's"));
    QCOMPARE(read(u"bob"_s).secret, QByteArray("bob's"));
}

void tst_Keychain::runsTheJobsOfAKeyInOrder()
{
    const QString key = u"alice at example"_s;
    std::vector<QByteArray> read;
    std::vector<int> order;
    m_store->write(key, "one", this, [&order](const auto &) { order.push_back(1); });
    m_store->read(key, this, [&](const auto &result) {
        order.push_back(2);
        read.push_back(result.secret);
    });
    m_store->write(key, "two", this, [&order](const auto &) { order.push_back(3); });
    m_store->read(key, this, [&](const auto &result) {
        order.push_back(4);
        read.push_back(result.secret);
    });
    QTRY_COMPARE(order, std::vector<int>({ 1, 2, 3, 4 }));
    QCOMPARE(read, std::vector<QByteArray>({ "one", "two" }));
}

void tst_Keychain::goesOnWithoutItsAsker()
{
    const QString key = u"alice at example"_s;
    auto asker = std::make_unique<QObject>();
    bool called = false;
    m_store->write(key, "kept", asker.get(), [&called](const auto &) { called = true; });
    asker.reset();
    QCOMPARE(read().secret, QByteArray("kept")); // in order: the write went first
    QVERIFY(!called);
}

void tst_Keychain::isFoundBySecretToolAndNowhereInPlain()
{
    const QByteArray marker = "marker-secret-5b1c7e";
    QCOMPARE(write(marker).outcome, Outcome::Done);

    const QByteArray found
        = outputOf(u"secret-tool"_s, { u"search"_s, u"--all"_s, u"server"_s, u"parley-test"_s });
    QVERIFY2(found.contains("alice at example"), found.constData());

    int files = 0;
    QDirIterator it(qEnvironmentVariable("PARLEY_PRIVATE_HOME"), QDir::Files | QDir::Hidden,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        ++files;
        const QByteArray content = file.readAll();
        QVERIFY2(!content.contains(marker), qPrintable(file.fileName()));
        QVERIFY2(!content.contains(marker.toBase64()), qPrintable(file.fileName()));
    }
    QVERIFY(files > 0); // the keyring itself at least
}

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_keychain.moc"
