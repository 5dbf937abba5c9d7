// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/failurerules.h"
#include "token/tokenmanager.h"

#include <QFile>
#include <QMetaEnum>
#include <QMetaMethod>
#include <QRegularExpression>
#include <QTest>

using namespace parley;
using Code = TokenError::Code;

/// The page that explains app/token says what the code does.
class tst_token_readme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasEveryStateAndNoOther();
    void hasEverySignalAndNoOther();
    void hasEveryErrorWithItsRule();
    void quotesTheBackEndThatIsBuilt();

private:
    /// The rows of the table under \a heading, by their cells.
    [[nodiscard]] QList<QStringList> table(const QString &heading) const;
    static QString paceName(FailureRule::Pace pace);
    static QString blockingName(FailureRule::Blocking blocking);

    QString m_page;
};

void tst_token_readme::initTestCase()
{
    QFile file(QStringLiteral(PARLEY_SOURCE "/app/token/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(file.readAll());
}

QList<QStringList> tst_token_readme::table(const QString &heading) const
{
    QList<QStringList> rows;
    const QString part = m_page.section(QStringLiteral("\n## ") + heading + u'\n', 1, 1)
                             .section(QStringLiteral("\n## "), 0, 0);
    for (const QString &line : part.split(u'\n')) {
        if (!line.startsWith(QLatin1String("| `")))
            continue;
        QStringList cells;
        for (const QString &cell : line.mid(1, line.size() - 2).split(u'|'))
            cells.append(cell.trimmed().remove(u'`'));
        rows.append(cells);
    }
    return rows;
}

QString tst_token_readme::paceName(FailureRule::Pace pace)
{
    switch (pace) {
        using enum FailureRule::Pace;
    case BackOff:
        return QStringLiteral("backOff");
    case Unauthorized:
        return QStringLiteral("unauthorized");
    case Minute:
        return QStringLiteral("minute");
    case Slow:
        return QStringLiteral("slow");
    case Never:
        return QStringLiteral("never");
    }
    Q_UNREACHABLE();
}

QString tst_token_readme::blockingName(FailureRule::Blocking blocking)
{
    switch (blocking) {
        using enum FailureRule::Blocking;
    case No:
        return QStringLiteral("no");
    case WithoutToken:
        return QStringLiteral("withoutToken");
    case Always:
        return QStringLiteral("always");
    }
    Q_UNREACHABLE();
}

void tst_token_readme::hasEveryStateAndNoOther()
{
    const QString figure
        = m_page.section(QStringLiteral("```mermaid"), 1, 1).section(QStringLiteral("```"), 0, 0);
    QSet<QString> drawn;
    static const QRegularExpression arrow(QStringLiteral("(\\S+) --> (\\w+)"));
    for (auto it = arrow.globalMatch(figure); it.hasNext();) {
        const auto match = it.next();
        drawn << match.captured(1) << match.captured(2);
    }
    drawn.remove(QStringLiteral("[*]"));
    QSet<QString> states;
    const auto metaEnum = QMetaEnum::fromType<TokenManager::State>();
    for (int i = 0; i < metaEnum.keyCount(); ++i)
        states << QString::fromLatin1(metaEnum.key(i));
    QCOMPARE(drawn, states);
}

void tst_token_readme::hasEverySignalAndNoOther()
{
    QStringList listed;
    for (const QStringList &row : table(QStringLiteral("Signals"))) {
        QCOMPARE(row.size(), 2);
        QVERIFY(!row.at(1).isEmpty());
        listed.append(row.at(0));
    }
    QStringList signalNames;
    const QMetaObject &meta = TokenManager::staticMetaObject;
    for (int i = meta.methodOffset(); i < meta.methodCount(); ++i) {
        if (meta.method(i).methodType() == QMetaMethod::Signal)
            signalNames.append(QString::fromLatin1(meta.method(i).name()));
    }
    listed.sort();
    signalNames.sort();
    QCOMPARE(listed, signalNames);
}

void tst_token_readme::hasEveryErrorWithItsRule()
{
    const auto rows = table(QStringLiteral("Errors"));
    int next = 0;
    for (int number = 0; number <= int(Code::Protocol); ++number) { // in the order of the header
        const Code code { number };
        QVERIFY2(next < rows.size(), qPrintable(codeName(code)));
        const QStringList row = rows.at(next++);
        QCOMPARE(row.size(), 5);
        QCOMPARE(row.at(0), codeName(code));
        const FailureRule rule = ruleFor(code);
        QCOMPARE(row.at(2), paceName(rule.pace));
        QCOMPARE(row.at(3), blockingName(rule.blocking));
        QVERIFY(!row.at(1).isEmpty() && !row.at(4).isEmpty());
    }
    QCOMPARE(next, int(rows.size()));
}

void tst_token_readme::quotesTheBackEndThatIsBuilt()
{
    const QString quoted
        = m_page.section(QStringLiteral("```cpp\n"), 1, 1).section(QStringLiteral("```"), 0, 0);
    QVERIFY(quoted.size() > 500);
    QFile file(QStringLiteral(PARLEY_SOURCE "/tests/token/copyout/ownbackend.h"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).contains(quoted));
}

QTEST_APPLESS_MAIN(tst_token_readme)
#include "tst_token_readme.moc"
