// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/openfiles.h"
#include "platform/privatefiles.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace parley {

namespace {

constexpr QFile::Permissions ForOthers
    = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

bool isForUserAlone(const QString &path)
{
    return !(QFileInfo(path).permissions() & ForOthers);
}

} // namespace

class tst_PrivateFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void whatIsMadeIsForTheUserAlone()
    {
        const QString folder = m_folder->filePath(u"a/b"_s);
        QVERIFY(makePrivateFolder(folder));
        QVERIFY(isForUserAlone(folder));
        QFile file(folder + u"/log"_s);
        QString error;
        QVERIFY(openPrivateFile(file, QIODevice::WriteOnly | QIODevice::Append, &error));
        QVERIFY(isForUserAlone(file.fileName()));
    }

    void whatIsErasedIsOverwrittenFirst()
    {
        const QString path = m_folder->filePath(u"secrets"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray content(200'000, 's'); // more than one block
        file.write(content);
        file.flush();
        QVERIFY(eraseFile(path)); // the open file is the only way to it then
        QVERIFY(!QFileInfo::exists(path));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), QByteArray(content.size(), '\0'));
        QVERIFY(eraseFile(path)); // there is none
    }

#ifdef Q_OS_UNIX
    void foldersOfOtherUsersAreRefused()
    {
        const QString folder = m_folder->filePath(u"of another"_s);
        QVERIFY(makePrivateFolder(folder));
        if (::chown(QFile::encodeName(folder).constData(), 65534, gid_t(-1)) != 0)
            QSKIP("only root can give a folder away");
        QVERIFY(!makePrivateFolder(folder));
    }

    void ofALinkOnlyTheLinkIsErased()
    {
        QFile file(m_folder->filePath(u"letters"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        const QString link = m_folder->filePath(u"link"_s);
        QVERIFY(file.link(link));
        QVERIFY(eraseFile(link));
        QVERIFY(!QFileInfo(link).isSymbolicLink());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
        QVERIFY(QFile::link(m_folder->filePath(u"nothing"_s), link));
        QVERIFY(eraseFile(link)); // leads nowhere
        QVERIFY(!QFileInfo(link).isSymbolicLink());
        QCOMPARE(::mkfifo(QFile::encodeName(link).constData(), 0600), 0);
        QVERIFY(eraseFile(link)); // and does not wait for a reader
        QVERIFY(!QFileInfo::exists(link));
    }
#endif

    void onlyFilesOfTheUserAloneAreOpened_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("rights");
        QTest::addColumn<bool>("isOpened");
        QTest::newRow("an empty file") << QByteArray() << 0x6644 << true;
        const QByteArray notes("notes\n");
        QTest::newRow("a file of the user alone") << notes << 0x6600 << true;
        QTest::newRow("a file that others may read") << notes << 0x6604 << false;
        QTest::newRow("a file that the group may read") << notes << 0x6640 << false;
        QTest::newRow("a file that others may write") << notes << 0x6602 << false;
        QTest::newRow("a file that the group may write") << notes << 0x6620 << false;
    }

    void onlyFilesOfTheUserAloneAreOpened()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, rights);
        QFETCH(bool, isOpened);
        const QString path = m_folder->filePath(u"file"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QVERIFY(QFile::setPermissions(path, QFile::Permissions(rights)));
#ifdef Q_OS_WIN
        isOpened = true; // has no such rights
#endif
        QString error;
        QCOMPARE(openPrivateFile(file, QIODevice::WriteOnly | QIODevice::Append, &error), isOpened);
        QCOMPARE(file.isOpen(), isOpened);
        QCOMPARE(isForUserAlone(path), isOpened);
        QCOMPARE(error.contains(path), !isOpened);
    }

    void foldersKeepTheirRights_data()
    {
        QTest::addColumn<int>("rights");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("of the user alone") << 0x7700 << true;
        QTest::newRow("others may read") << 0x7755 << true;
        QTest::newRow("the user's group may write") << 0x7775 << true;
        QTest::newRow("others may write") << 0x7777 << false;
    }

    void foldersKeepTheirRights()
    {
        QFETCH(int, rights);
        QFETCH(bool, isUsed);
        const QString folder = m_folder->filePath(u"shared"_s);
        QVERIFY(QDir().mkdir(folder));
        QVERIFY(QFile::setPermissions(folder, QFile::Permissions(rights)));
        const QFile::Permissions before = QFileInfo(folder).permissions();
#ifdef Q_OS_UNIX
        const bool tellsOwners = !PARLEY_IS_PORTABLE;
#else
        const bool tellsOwners = false;
#endif
        QCOMPARE(makePrivateFolder(folder), isUsed || !tellsOwners);
        QCOMPARE(QFileInfo(folder).permissions(), before);
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!makePrivateFolder(file.fileName()));
    }

    void onlyRegularFilesAreOpened_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("a folder") << QDir::tempPath();
#ifdef Q_OS_UNIX
        QTest::newRow("the null device") << u"/dev/null"_s;
        QTest::newRow("a full device") << u"/dev/full"_s;
#endif
    }

    void onlyRegularFilesAreOpened()
    {
        QFETCH(QString, path);
        const QFile::Permissions before = QFileInfo(path).permissions();
        QVERIFY(!isFileOrNothing(path));
        QFile file(path);
        QString error;
        QVERIFY(!openPrivateFile(file, QIODevice::WriteOnly | QIODevice::Append, &error));
        QVERIFY(error.contains(path));
        QCOMPARE(QFileInfo(path).permissions(), before);
    }

    void onlyRegularFilesAreRead()
    {
        const QString path = m_folder->filePath(u"file"_s);
        QVERIFY(!openRegularFile(path)); // there is none
        QVERIFY(!openRegularFile(m_folder->path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("words");
        file.close();
        const auto opened = openRegularFile(path);
        QVERIFY(opened);
        QVERIFY(file.remove()); // what is known of it is asked of what was opened
        QCOMPARE(opened->size(), 5);
        QVERIFY(opened->fileTime(QFileDevice::FileModificationTime).isValid());
        QCOMPARE(opened->readAll(), QByteArray("words"));
#ifdef Q_OS_UNIX
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        QVERIFY(!openRegularFile(path)); // and does not wait for a writer
        QVERIFY(!openRegularFile(u"/dev/null"_s));
#endif
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace parley

QTEST_APPLESS_MAIN(parley::tst_PrivateFiles)
#include "tst_privatefiles.moc"
