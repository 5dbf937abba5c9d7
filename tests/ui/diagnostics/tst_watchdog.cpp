// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "diagnostics/watchedapplication.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

WatchedApplication &application()
{
    return *static_cast<WatchedApplication *>(qApp);
}

/// Computes, rather than sleeps, for so long.
void compute(std::chrono::milliseconds span)
{
    const auto now = [] { return std::clock() * 1000 / CLOCKS_PER_SEC; };
    const auto end = now() + span.count();
    while (now() < end) { }
}

void inOneEvent(const std::function<void()> &handler)
{
    QEventLoop loop;
    QTimer::singleShot(0, &loop, [&] {
        handler();
        loop.quit();
    });
    loop.exec();
}

} // namespace

class tst_Watchdog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfALongHandler()
    {
#ifdef QT_NO_DEBUG
        QSKIP("debug builds only");
#endif
        const int before = application().stalls();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the window waited \\d+ ms"_s));
        inOneEvent([] { compute(WatchedApplication::Limit * 4); });
        QCOMPARE(application().stalls(), before + 1);
        QVERIFY(application().longest() > WatchedApplication::Limit);
    }

    void keepsQuietAboutTheRest_data()
    {
        QTest::addColumn<std::function<void()>>("handler");
        QTest::addRow("short") << std::function<void()>([] {});
        QTest::addRow("a loop of its own") << std::function<void()>([] {
            inOneEvent([] {}); // as a menu does
            compute(WatchedApplication::Limit * 2);
        });
    }
    void keepsQuietAboutTheRest()
    {
        QFETCH(std::function<void()>, handler);
        const int before = application().stalls();
        inOneEvent(handler);
        QCOMPARE(application().stalls(), before);
    }
};

int main(int argc, char *argv[])
{
    WatchedApplication watched(argc, argv);
    tst_Watchdog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_watchdog.moc"
