// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"
#include "application/demopassword.h"
#include "demo/embeddedservice.h"
#include "mainwindow/mainwindow.h"
#include "signin/signinwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 15000; // a real service in a thread

} // namespace

/// What the embedded service keeps on disk for the window.
class tst_EmbeddedData final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDemoPasswordIsRandomAndKept()
    {
        const QTemporaryDir folder;
        const QString first = demoPassword(folder.path());
        QVERIFY(first.size() >= 32);
        QCOMPARE(demoPassword(folder.path()), first); // of the second window
        const QTemporaryDir other;
        QVERIFY(demoPassword(other.path()) != first);
        QVERIFY(demoPassword({}) != demoPassword({}));
        const QFileInfo file(folder.filePath(u"local-service.password"_s));
        QVERIFY(!(file.permissions()
                  & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void aDamagedDatabaseCanBeSetAside()
    {
        const QTemporaryDir folder;
        QFile database(folder.filePath(u"local-service.sqlite"_s));
        QVERIFY(database.open(QIODevice::WriteOnly));
        database.write(QByteArray(5000, 'x'));
        database.close();

        Application::Environment environment;
        environment.settingsFile = folder.filePath(u"settings.ini"_s);
        environment.dataFolder = folder.path();
        environment.keychain = false;
        Application application(*qApp, Options {}, environment);
        QVERIFY(application.start());
        const auto button = [&application](const QString &name) {
            return application.signInWindow()->findChild<QAbstractButton *>(name);
        };
        QTRY_VERIFY_WITH_TIMEOUT(button(u"begin-anew"_s) != nullptr, Wait);
        QVERIFY(button(u"demo-alice"_s) == nullptr);
        button(u"begin-anew"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(button(u"demo-alice"_s) != nullptr, Wait);
        QCOMPARE(QDir(folder.path()).entryList({ u"*.damaged-*"_s }, QDir::Files).size(), 1);
        button(u"demo-alice"_s)->click(); // the random password is filled in
        QTRY_VERIFY_WITH_TIMEOUT(application.mainWindow() != nullptr, Wait);
    }
};

QTEST_MAIN(tst_EmbeddedData)
#include "tst_embeddeddata.moc"
