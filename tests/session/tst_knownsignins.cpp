// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/knownsignins.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;

class tst_KnownSignIns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outlivesTheProgram();
    void putsTheLatestFirstAndOnce();
    void removesOne();
    void keepsItsFileForTheUserAlone();
};

namespace {

KnownSignIn signIn(const QString &name)
{
    return { .key = name + QStringLiteral(" https://example.org/token"),
             .tokenUrl = QUrl(QStringLiteral("https://example.org/token")),
             .identity = name };
}

} // namespace

void tst_KnownSignIns::outlivesTheProgram()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.ini"));
    KnownSignIn alice = signIn(QStringLiteral("alice"));
    alice.isRemovalPending = true;
    {
        QSettings settings(path, QSettings::IniFormat);
        makeSettingsKnownSignIns(settings)->put(alice);
    }
    QSettings settings(path, QSettings::IniFormat);
    const auto found = makeSettingsKnownSignIns(settings)->find(alice.key);
    QVERIFY(found);
    QVERIFY(*found == alice);
}

void tst_KnownSignIns::putsTheLatestFirstAndOnce()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    const auto known = makeSettingsKnownSignIns(settings);
    known->put(signIn(QStringLiteral("alice")));
    known->put(signIn(QStringLiteral("bob")));
    known->put(signIn(QStringLiteral("alice")));
    const auto all = known->all();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].identity, QStringLiteral("alice"));
    QCOMPARE(all[1].identity, QStringLiteral("bob"));
}

void tst_KnownSignIns::removesOne()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    const auto known = makeSettingsKnownSignIns(settings);
    known->put(signIn(QStringLiteral("alice")));
    known->put(signIn(QStringLiteral("bob")));
    known->remove(signIn(QStringLiteral("alice")).key);
    known->remove(QStringLiteral("stranger"));
    QVERIFY(!known->find(signIn(QStringLiteral("alice")).key));
    QVERIFY(known->find(signIn(QStringLiteral("bob")).key));
}

void tst_KnownSignIns::keepsItsFileForTheUserAlone()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    makeSettingsKnownSignIns(settings)->put(signIn(QStringLiteral("alice")));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(QFile::exists(settings.fileName()));
    QVERIFY(!(QFile::permissions(settings.fileName()) & others));
}

QTEST_GUILESS_MAIN(tst_KnownSignIns)
#include "tst_knownsignins.moc"
