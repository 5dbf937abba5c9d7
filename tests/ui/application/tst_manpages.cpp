// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QSet<QString> optionsIn(const QString &text)
{
    static const QRegularExpression option(u"--[a-z][a-z-]+"_s);
    QSet<QString> found;
    QRegularExpressionMatchIterator it = option.globalMatch(text);
    while (it.hasNext())
        found.insert(it.next().captured());
    return found;
}

QString manPage(const QString &program)
{
    QFile file(QStringLiteral(PARLEY_RESOURCES "/man/%1.1").arg(program));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).replace("\\-"_L1, "-"_L1);
}

} // namespace

/// The manual pages name the options that the programs have, all of them and no others.
class tst_ManPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheOptionsOfTheProgram_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("path");
        QTest::addRow("parley") << u"parley"_s << QStringLiteral(PARLEY_PROGRAM);
        QTest::addRow("parley-cli") << u"parley-cli"_s << QStringLiteral(PARLEY_CLI_PROGRAM);
        QTest::addRow("parley-local-service")
            << u"parley-local-service"_s << QStringLiteral(PARLEY_SERVICE_PROGRAM);
    }
    void namesTheOptionsOfTheProgram()
    {
        QFETCH(QString, program);
        QFETCH(QString, path);
        QProcess process;
        process.start(path, { u"--help"_s });
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        const QSet<QString> told = optionsIn(QString::fromUtf8(process.readAllStandardOutput()));
        QVERIFY(told.size() > 5);
        const QString page = manPage(program);
        QVERIFY(page.contains(".SH NAME"_L1));
        // Options of other programs may be named in the text, not in the list.
        QSet<QString> listed;
        const QStringList lines = page.split(u'\n');
        for (qsizetype i = 1; i < lines.size(); ++i) {
            if (lines[i - 1] == ".TP"_L1)
                listed.unite(optionsIn(lines[i]));
        }
        const auto sorted = [](const QSet<QString> &set) {
            QStringList list = set.values();
            list.sort();
            return list;
        };
        QCOMPARE(sorted(listed), sorted(told));
    }
};

QTEST_GUILESS_MAIN(tst_ManPages)
#include "tst_manpages.moc"
