// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QSet<QString> optionsIn(const QString &text)
{
    static const QRegularExpression option(QStringLiteral("--[a-z][a-z-]+"));
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
    return QString::fromUtf8(file.readAll()).replace(QLatin1String("\\-"), QLatin1String("-"));
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
        QTest::addRow("parley") << QStringLiteral("parley") << QStringLiteral(PARLEY_PROGRAM);
        QTest::addRow("parley-cli")
            << QStringLiteral("parley-cli") << QStringLiteral(PARLEY_CLI_PROGRAM);
        QTest::addRow("parley-local-service")
            << QStringLiteral("parley-local-service") << QStringLiteral(PARLEY_SERVICE_PROGRAM);
    }
    void namesTheOptionsOfTheProgram()
    {
        QFETCH(QString, program);
        QFETCH(QString, path);
        QProcess process;
        process.start(path, { QStringLiteral("--help") });
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        const QSet<QString> told = optionsIn(QString::fromUtf8(process.readAllStandardOutput()));
        QVERIFY(told.size() > 5);
        const QString page = manPage(program);
        QVERIFY(page.contains(QLatin1String(".SH NAME")));
        // Options of other programs may be named in the text, not in the list.
        QSet<QString> listed;
        const QStringList lines = page.split(u'\n');
        for (qsizetype i = 1; i < lines.size(); ++i) {
            if (lines[i - 1] == QLatin1String(".TP"))
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
