// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"
#include "chat/chatclient.h"
#include "demo/embeddedservice.h"
#include "demo/experiments.h"
#include "inspector/faultpanel.h"
#include "inspector/tokeninspector.h"
#include "inspector/tokenring.h"
#include "inspector/tokentimeline.h"
#include "mainwindow/mainwindow.h"
#include "status/statuspanel.h"
#include "status/warningbar.h"
#include "support/fakeclock.h"
#include "text/timetexts.h"
#include "tokentour/tokentour.h"
#include "tokentour/tourpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Wait = 90000; // the third retry comes after some 14 s on an idle machine
constexpr int WaitForAboutToExpire = 90000; // half a minute on an idle machine

} // namespace

/// The token tour and the fault panel, with the real local service.
class tst_TokenTour final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Application::Environment environment;
        environment.settingsFile = m_folder.filePath(u"settings.ini"_s);
        environment.keychain = false;
        m_application = std::make_unique<Application>(*qApp, Options {}, environment);
        QVERIFY(m_application->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service()->isReady(), Wait);
        m_application->signInDemo(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(connected(), Wait);
    }

    void faultsAreCountedDown()
    {
        window().setInspectorShown(true);
        window().inspector()->showPage(TokenInspector::Page::Faults);
        FaultPanel *panel = window().inspector()->faults();
        QVERIFY(panel != nullptr);
        QCOMPARE(panel->chosenFaults().status, 503);
        panel->findChild<QSpinBox *>()->setValue(3); // the default takes longer than a test should
        panel->findChild<QPushButton *>(u"apply"_s)->click();
        QSignalSpy recovered(&tokens(), &TokenManager::tokenUpdateRecovered);
        QTRY_VERIFY_WITH_TIMEOUT(tokens().lastError(), Wait);
        QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, Wait); // three failures, then by itself
        QTRY_COMPARE_WITH_TIMEOUT(m_application->service()->faults().failNextTokens, 0, Wait);
        QVERIFY(panel->status().contains("as they should be"_L1));
    }

    void thePanelShowsWhatIsInForce()
    {
        FaultPanel *panel = window().inspector()->faults();
        EmbeddedService &service = *m_application->service();
        const auto box = [panel](const QString &name) {
            const QList<QComboBox *> boxes = panel->findChildren<QComboBox *>();
            const auto it = std::ranges::find_if(
                boxes, [&name](const QComboBox *one) { return one->accessibleName() == name; });
            return it != boxes.end() ? *it : nullptr;
        };
        QComboBox *life = box(u"How long tokens live"_s);
        QComboBox *delay = box(u"Delay of the chat service"_s);
        QVERIFY(life != nullptr && delay != nullptr);
        localservice::Faults faults;
        faults.tokenTtl = 10min;
        service.setFaults(faults);
        localservice::ServiceFaults slow;
        slow.latency = 500ms;
        service.setServiceFaults(slow);
        QTRY_COMPARE_WITH_TIMEOUT(life->currentData().toInt(), 600, Wait);
        QTRY_COMPARE_WITH_TIMEOUT(delay->currentData().toInt(), 500, Wait);
        QCOMPARE(panel->chosenFaults().tokenTtl, std::optional<std::chrono::seconds>(10min));
        faults.tokenTtl = 900s; // not among the choices
        service.setFaults(faults);
        QTRY_COMPARE_WITH_TIMEOUT(life->placeholderText(), TimeTexts::span(15min), Wait);
        QCOMPARE(life->currentIndex(), -1);
        panel->endFaults();
        QCOMPARE(life->currentIndex(), 0);
        QCOMPARE(delay->currentIndex(), 0);
        QVERIFY(!panel->chosenFaults().tokenTtl);
    }

    void theTourLeadsThroughTheWholeLife()
    {
        window().startTokenTour();
        auto *panel = window().findChild<TourPanel *>();
        QVERIFY(panel != nullptr);
        QVERIFY(panel->isVisible());
        QVERIFY(tour().isRunning());
        QStringList titles;
        QSet<int> heights;
        const QSize size = window().size();
        while (tour().isRunning()) {
            titles.append(tour().title());
            QVERIFY(!tour().text().isEmpty());
            QVERIFY(!tour().action().isEmpty());
            QTRY_COMPARE(panel->height(), panel->sizeHint().height());
            heights.insert(panel->height());
            const int step = tour().step();
            panel->findChild<QPushButton *>(u"act"_s)->click();
            if (tour().isRunning() && tour().step() == step) { // it does something
                QVERIFY(window().experiments()->isRunning());
                QVERIFY(tour().text().contains(u'●')); // live, in the tour itself
                // "Retry now" shortens the wait for the end of the failures.
                if (window().experiments()->current() == Experiments::Id::Warning) {
                    QTRY_VERIFY_WITH_TIMEOUT(tokens().warning(), Wait);
                    for (int i = 0; i < 8 && tour().phase() == TokenTour::Phase::Waiting; ++i)
                        tryOnce();
                }
                QTRY_COMPARE_WITH_TIMEOUT(tour().phase(), TokenTour::Phase::Seen,
                                          WaitForAboutToExpire);
                QCOMPARE(tour().text().count(u'✓'), window().experiments()->seen());
                QTRY_COMPARE(panel->height(), panel->sizeHint().height());
                heights.insert(panel->height());
                panel->findChild<QPushButton *>(u"act"_s)->click();
            }
        }
        QCOMPARE(titles.size(), tour().count());
        QCOMPARE(heights.size(), 1); // nothing jumps
        QCOMPARE(window().size(), size);
        QVERIFY(!panel->isVisible());
        QCOMPARE(m_application->service()->faults(), localservice::Faults());
        QTRY_VERIFY_WITH_TIMEOUT(connected(), Wait);
        QVERIFY(window().status()->warning()->text().isEmpty());
    }

    void itPointsAtWhatItTalksAbout()
    {
        window().startTokenTour();
        const auto frames = [](const QWidget *place) {
            const QList<QWidget *> all
                = place->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
            return std::ranges::count_if(all, [place](const QWidget *widget) {
                return widget->testAttribute(Qt::WA_TransparentForMouseEvents)
                    && widget->isVisible() && widget->geometry() == place->rect();
            });
        };
        const TokenInspector &inspector = *window().inspector();
        const QWidget *ring = static_cast<QWidget *>(inspector.ring());
        QCOMPARE(frames(ring), 1);
        QCOMPARE(frames(inspector.timeline()), 0);
        tour().act();
        QCOMPARE(frames(ring), 0);
        QCOMPARE(frames(inspector.timeline()), 1);
        QTest::keyClick(window().findChild<TourPanel *>(), Qt::Key_Escape);
        QCOMPARE(frames(inspector.timeline()), 0);
    }

    void itIsSeenInANarrowWindow()
    {
        const QSize before = window().size();
        window().resize(400, 640);
        QTRY_COMPARE(window().width(), 400);
        window().startTokenTour();
        const auto *panel = window().findChild<TourPanel *>();
        QTRY_VERIFY(panel->isVisible() && window().inspector()->isVisible());
        QVERIFY(window().rect().contains(QRect(panel->mapTo(&window(), QPoint()), panel->size())));
        tour().leave();
        window().resize(before);
    }

    void canBeLeftAtAnyTime()
    {
        window().startTokenTour();
        QCOMPARE(tour().step(), 0);
        tour().act();
        tour().act(); // a refresh is under way
        QCOMPARE(tour().phase(), TokenTour::Phase::Waiting);
        QTest::keyClick(window().findChild<TourPanel *>(), Qt::Key_Escape);
        QVERIFY(!tour().isRunning());
        QVERIFY(!tokens().policy().fixedLead);
        QVERIFY(!window().experiments()->isRunning());
    }

    void anExperimentOfTheUsersIsNotTakenForTheTours()
    {
        window().startTokenTour();
        tour().act();
        tour().act();
        window().experiments()->begin(Experiments::Id::CutConnection);
        QCOMPARE(tour().phase(), TokenTour::Phase::Reading); // and can be begun again
        tour().act();
        QCOMPARE(window().experiments()->current(), Experiments::Id::Refresh);
        QTRY_COMPARE_WITH_TIMEOUT(tour().phase(), TokenTour::Phase::Seen, Wait);
        tour().leave();
        QTRY_VERIFY_WITH_TIMEOUT(connected(), Wait);
    }

    void isNotStoppedByManyRequests()
    {
        localservice::Faults faults;
        faults.failNextTokens = 100;
        m_application->service()->setFaults(faults);
        for (int i = 0; i < 20; ++i)
            tryOnce();
        QCOMPARE(tokens().holdLeft(), 0ms);
        m_application->service()->endFaults();
    }

    void everyStepHasAWayOn()
    {
        test::FakeClock clock;
        EmbeddedService &service = *m_application->service();
        Experiments experiments(service, tokens(), m_application->session()->chat().connection(),
                                clock);
        TokenTour tour(tokens(), experiments);
        service.setTokenEndpointUp(false);
        tour.start();
        QVERIFY(service.isTokenEndpointUp()); // whatever was tried before
        int waiting = 0;
        for (int step = 0; step < tour.count(); ++step) {
            QCOMPARE(tour.step(), step);
            service.setTokenEndpointUp(false); // nothing that is shown comes
            tour.act();
            if (tour.step() == step && tour.isRunning()) {
                waiting += tour.phase() == TokenTour::Phase::Waiting ? 1 : 0;
                QVERIFY(!tour.action().isEmpty());
                QVERIFY(!tour.text().isEmpty());
                tour.act();
            }
        }
        QVERIFY(waiting > 1);
        QVERIFY(!tour.isRunning());
        QVERIFY(service.isTokenEndpointUp());
    }

    void cleanupTestCase() { m_application.reset(); }

private:
    void tryOnce()
    {
        bool isOver = false;
        tokens().refresh(this, [&isOver](const auto &) { isOver = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isOver, Wait);
    }
    [[nodiscard]] MainWindow &window() const { return *m_application->mainWindow(); }
    [[nodiscard]] TokenTour &tour() const { return *window().tokenTour(); }
    [[nodiscard]] TokenManager &tokens() const { return m_application->session()->tokens(); }
    [[nodiscard]] bool connected() const
    {
        return m_application->session()->chat().connection().state()
            == twilsock::ConnectionState::Connected;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(tst_TokenTour)
#include "tst_tokentour.moc"
