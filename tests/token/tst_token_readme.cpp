// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/core/failurerules.h"
#include "token/core/tokenlifecycle.h"
#include "token/tokenmanager.h"

#include <QDirIterator>
#include <QFile>
#include <QMetaEnum>
#include <QMetaMethod>
#include <QRegularExpression>
#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;
using Code = TokenError::Code;

namespace {

/// The factor of a unit; durations are counted in milliseconds.
qint64 factorOf(const QString &unit)
{
    static const QHash<QString, qint64> factors {
        { u"milliseconds"_s, 1 },  { u"s"_s, 1000 },         { u"seconds"_s, 1000 },
        { u"min"_s, 60'000 },      { u"minutes"_s, 60'000 }, { u"h"_s, 3'600'000 },
        { u"hours"_s, 3'600'000 }, { u"KiB"_s, 1024 },       { QString(), 1 },
    };
    return factors.value(unit);
}

/// What an initial value such as `std::chrono::hours(24) + std::chrono::seconds(60)` or `64 * 1024`
/// comes to.
qint64 evaluated(QString expression)
{
    static const QRegularExpression duration(u"std::chrono::(\\w+)\\(([^)]*)\\)"_s);
    for (auto match = duration.match(expression); match.hasMatch();
         match = duration.match(expression))
        expression.replace(match.capturedStart(), match.capturedLength(),
                           match.captured(2) + u'*' + QString::number(factorOf(match.captured(1))));
    double sum = 0;
    for (const QString &product : expression.remove(u'\'').split(u'+')) {
        static const QRegularExpression factor(u"([*/]?)\\s*([0-9.]+)"_s);
        double value = 1;
        for (auto it = factor.globalMatch(product); it.hasNext();) {
            const auto match = it.next();
            const double number = match.captured(2).toDouble();
            value = match.captured(1) == "/"_L1 ? value / number : value * number;
        }
        sum += value;
    }
    return qint64(sum);
}

/// What a value of the table such as `24 h 1 min` says.
qint64 told(const QString &value)
{
    static const QRegularExpression part(u"([0-9]+) ?([A-Za-z]*)"_s);
    qint64 sum = 0;
    for (auto it = part.globalMatch(value); it.hasNext();) {
        const auto match = it.next();
        sum += match.captured(1).toLongLong() * factorOf(match.captured(2));
    }
    return sum;
}

} // namespace

/// The page that explains app/token says what the code does.
class tst_token_readme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawsEveryMoveAndNoOther();
    void listsEveryMoveAndNoOther();
    void explainsEveryRuleThatTheCodeNames();
    void namesEveryFigureWithItsValue();
    void explainsEveryState();
    void hasEverySignalAndNoOther();
    void hasEveryErrorWithItsRule();
    void quotesWhatIsBuilt_data();
    void quotesWhatIsBuilt();

private:
    /// The rows of the table under \a heading of \a page, by their cells.
    [[nodiscard]] static QList<QStringList> table(const QString &page, const QString &heading);
    /// The constants of app/token that are numbers or durations, by their names.
    [[nodiscard]] static QMap<QString, qint64> figuresOfTheCode();
    static QString paceName(FailureRule::Pace pace);
    static QString blockingName(FailureRule::Blocking blocking);

    static QStringList movesOfTheCode();

    QString m_page;
    QString m_rules;
};

void tst_token_readme::initTestCase()
{
    QFile file(QStringLiteral(PARLEY_SOURCE "/app/token/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(file.readAll());
    QFile rules(QStringLiteral(PARLEY_SOURCE "/app/token/RULES.md"));
    QVERIFY(rules.open(QIODevice::ReadOnly));
    m_rules = QString::fromUtf8(rules.readAll());
}

QList<QStringList> tst_token_readme::table(const QString &page, const QString &heading)
{
    QList<QStringList> rows;
    const QString part = page.section(u"\n## "_s + heading + u'\n', 1, 1).section(u"\n## "_s, 0, 0);
    for (const QString &line : part.split(u'\n')) {
        if (!line.startsWith("| `"_L1))
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
        return u"backOff"_s;
    case Unauthorized:
        return u"unauthorized"_s;
    case Minute:
        return u"minute"_s;
    case Slow:
        return u"slow"_s;
    case Never:
        return u"never"_s;
    case None:
        return u"none"_s;
    }
    Q_UNREACHABLE();
}

QString tst_token_readme::blockingName(FailureRule::Blocking blocking)
{
    switch (blocking) {
        using enum FailureRule::Blocking;
    case No:
        return u"no"_s;
    case WithoutToken:
        return u"withoutToken"_s;
    case Always:
        return u"always"_s;
    }
    Q_UNREACHABLE();
}

QStringList tst_token_readme::movesOfTheCode()
{
    const auto name = [](TokenTypes::State state) {
        return QString::fromLatin1(
            QMetaEnum::fromType<TokenTypes::State>().valueToKey(static_cast<int>(state)));
    };
    QStringList moves;
    for (const StateMove &move : TokenLifecycle::moves())
        moves.append(name(move.from) + u" --> "_s + name(move.to));
    moves.sort();
    return moves;
}

void tst_token_readme::drawsEveryMoveAndNoOther()
{
    const QString figure = m_page.section(u"```mermaid"_s, 1, 1).section(u"```"_s, 0, 0);
    const QStringList usable { u"Ready"_s, u"Refreshing"_s, u"Degraded"_s };
    const QStringList signedIn
        = usable + QStringList { u"Fetching"_s, u"Expired"_s, u"NeedsSignIn"_s, u"Blocked"_s };
    const auto members = [&](const QString &name) {
        return name == "Usable"_L1  ? usable
            : name == "SignedIn"_L1 ? signedIn
                                    : QStringList { name };
    };
    QStringList drawn;
    static const QRegularExpression arrow(u"(\\w+) --> (\\w+)"_s);
    for (auto it = arrow.globalMatch(figure); it.hasNext();) {
        const auto match = it.next();
        for (const QString &from : members(match.captured(1))) {
            for (const QString &to : members(match.captured(2)))
                drawn.append(from + u" --> "_s + to);
        }
    }
    drawn.sort();
    QCOMPARE(drawn, movesOfTheCode());
}

void tst_token_readme::listsEveryMoveAndNoOther()
{
    const QString part = m_rules.section(u"\n## Moves\n"_s, 1, 1);
    QStringList listed;
    static const QRegularExpression row(u"\\| (\\w+) \\| ([\\w, ]+) \\|"_s);
    for (auto it = row.globalMatch(part); it.hasNext();) {
        const auto match = it.next();
        if (match.captured(1) == "from"_L1)
            continue;
        for (const QString &to : match.captured(2).split(u", "_s))
            listed.append(match.captured(1) + u" --> "_s + to.trimmed());
    }
    listed.sort();
    QCOMPARE(listed, movesOfTheCode());
}

void tst_token_readme::explainsEveryRuleThatTheCodeNames()
{
    QSet<QString> explained;
    static const QRegularExpression heading(u"### (\\w+)\n([^#]*)"_s);
    for (auto it = heading.globalMatch(m_rules); it.hasNext();) {
        const auto match = it.next();
        explained.insert(match.captured(1));
        QVERIFY2(match.captured(2).contains("Held by: "_L1), qPrintable(match.captured(1)));
    }
    QVERIFY(explained.size() > 15);
    QSet<QString> named;
    static const QRegularExpression naming(
        u"\\b[Rr]ules? ((?:(?:, | and )?(?:[a-z]+[A-Z]\\w+|admission|unauthorized))+)"_s);
    QDirIterator files(QStringLiteral(PARLEY_SOURCE "/app/token"), { u"*.h"_s, u"*.cpp"_s },
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression wrapped(u"\n *///? ?"_s);
        text.replace(wrapped, u" "_s); // a comment goes on in the next line
        for (auto it = naming.globalMatch(text); it.hasNext();) {
            static const QRegularExpression separator(u", | and "_s);
            for (const QString &rule : it.next().captured(1).split(separator))
                named.insert(rule);
        }
        static const QRegularExpression numbered(u"\\b(R1?[0-9]|I[1-9])\\b"_s);
        QVERIFY2(!numbered.match(text).hasMatch(), qPrintable(file.fileName()));
    }
    QVERIFY(named.size() > 10);
    QVERIFY2(explained.contains(named),
             qPrintable(QStringList((named - explained).values()).join(u' ')));
}

QMap<QString, qint64> tst_token_readme::figuresOfTheCode()
{
    QMap<QString, qint64> figures;
    QDirIterator files(QStringLiteral(PARLEY_SOURCE "/app/token"), { u"*.h"_s, u"*.cpp"_s },
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const bool isPolicy = file.fileName().endsWith("/refreshpolicy.h"_L1);
        // The members of RefreshPolicy are figures like the constants of the others.
        const QRegularExpression figure((isPolicy ? u"\n    (?:static constexpr )?(?:Millis|int)"_s
                                                  : u"\\bconstexpr (?:[a-z]\\S*|Millis)"_s)
                                        + u"\\s+(\\w+)\\s+= ((?:[0-9]|std::chrono::)[^;]*);"_s);
        const QString text = QString::fromUtf8(file.readAll());
        for (auto it = figure.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            if (!match.captured(2).startsWith("0x"_L1)) // a character
                figures.insert(match.captured(1), evaluated(match.captured(2)));
        }
    }
    return figures;
}

void tst_token_readme::namesEveryFigureWithItsValue()
{
    QMap<QString, qint64> figures;
    for (const QStringList &row : table(m_rules, u"Figures"_s)) {
        QCOMPARE(row.size(), 4);
        QVERIFY2(!figures.contains(row.at(0)), qPrintable(row.at(0)));
        figures.insert(row.at(0), told(row.at(1)));
        QVERIFY2(row.at(2) == u"–"_s || m_rules.contains(u"\n### "_s + row.at(2) + u'\n'),
                 qPrintable(row.at(0)));
        QVERIFY2(!row.at(3).isEmpty(), qPrintable(row.at(0)));
    }
    const QMap<QString, qint64> inCode = figuresOfTheCode();
    QCOMPARE(QStringList(figures.keys()).join(u' '), QStringList(inCode.keys()).join(u' '));
    for (auto it = inCode.begin(); it != inCode.end(); ++it)
        QVERIFY2(figures.value(it.key()) == it.value(), qPrintable(it.key()));
}

void tst_token_readme::hasEverySignalAndNoOther()
{
    QStringList listed;
    for (const QStringList &row : table(m_page, u"Signals"_s)) {
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
    const auto rows = table(m_page, u"Errors"_s);
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

void tst_token_readme::explainsEveryState()
{
    const auto metaEnum = QMetaEnum::fromType<TokenTypes::State>();
    for (int i = 0; i < metaEnum.keyCount(); ++i) {
        const QString start = u"\n**%1.** "_s.arg(QLatin1String(metaEnum.key(i)));
        QVERIFY2(m_page.contains(start), metaEnum.key(i));
    }
}

void tst_token_readme::quotesWhatIsBuilt_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("path");
    QTest::newRow("the example") << 1 << u"app/token/example/main.cpp"_s;
    QTest::newRow("the own provider") << 2 << u"app/token/example/ownprovider.cpp"_s;
}

void tst_token_readme::quotesWhatIsBuilt()
{
    QFETCH(int, number);
    QFETCH(QString, path);
    const QString quoted = m_page.section(u"```cpp\n"_s, number, number).section(u"```"_s, 0, 0);
    QVERIFY(quoted.size() > 500);
    QFile file(QStringLiteral(PARLEY_SOURCE "/") + path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QString::fromUtf8(file.readAll()).contains(quoted));
}

QTEST_APPLESS_MAIN(tst_token_readme)
#include "tst_token_readme.moc"
