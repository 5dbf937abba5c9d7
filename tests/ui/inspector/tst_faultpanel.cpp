// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "demo/democlock.h"
#include "demo/embeddedservice.h"
#include "demo/experiments.h"
#include "inspector/faultpanel.h"
#include "sessionbench.h"
#include "theme/parleystyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleOptionComboBox>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The fault panel beside a session in virtual time.
class tst_FaultPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new ParleyStyle); }
    void init()
    {
        m_bench = std::make_unique<SessionBench>();
        m_bench->answerAlwaysWithTokens();
        m_bench->launch();
        m_bench->typeIn();
        m_bench->advance(1min);
        localservice::Config config;
        config.databasePath = u":memory:"_s;
        m_service = std::make_unique<EmbeddedService>(config);
        m_experiments
            = std::make_unique<Experiments>(*m_service, tokens(), connection(), m_bench->clock);
        m_panel = std::make_unique<FaultPanel>(*m_experiments, tokens(), m_bench->clock);
    }
    void cleanup()
    {
        m_panel.reset();
        m_experiments.reset();
        m_service.reset();
        m_bench.reset();
    }

    /// In virtual time: the service's faults are played by the script of the network.
    void theWarningIsTickedStepByStep()
    {
        QCOMPARE(m_experiments->all().front(), Id::Warning); // the one that the README names
        fail(6);
        const auto isShown = [this](const QString &words) {
            const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
            return std::ranges::any_of(
                labels, [&words](const QLabel *label) { return label->text().contains(words); });
        };
        m_experiments->begin(Id::Warning);
        QVERIFY(m_experiments->isRunning());
        QCOMPARE(m_experiments->seen(), 0);
        QVERIFY(m_experiments->steps(Id::Warning).first().startsWith(u"● "_s));
        QVERIFY(isShown(u"● "_s));
        QCOMPARE(m_service->faults().failNextTokens, 6);
        m_bench->advance(1s);
        QCOMPARE(m_experiments->seen(), 1);
        QVERIFY(isShown(u"✓ "_s));
        QVERIFY(m_experiments->steps(Id::Warning).at(1).startsWith(u"● "_s));
        m_bench->advance(35s);
        QCOMPARE(m_experiments->seen(), 2);
        m_bench->advance(2min);
        QCOMPARE(m_experiments->seen(), 3);
        QVERIFY(m_experiments->isOver() && !m_experiments->isRunning());
        for (const QString &step : m_experiments->steps(Id::Warning))
            QVERIFY(step.startsWith(u"✓ "_s));
    }

    void anOutageEndsByItself()
    {
        fail(5);
        m_experiments->begin(Id::Outage);
        QVERIFY(!m_service->isTokenEndpointUp());
        m_bench->advance(59s);
        QVERIFY(!m_service->isTokenEndpointUp());
        QCOMPARE(m_experiments->seen(), 2);
        m_bench->advance(1min);
        QVERIFY(m_service->isTokenEndpointUp());
        QCOMPARE(m_experiments->seen(), 3);
    }

    void anotherExperimentEndsTheFirst()
    {
        m_experiments->begin(Id::Outage);
        m_experiments->begin(Id::Warning);
        QVERIFY(m_service->isTokenEndpointUp());
        m_experiments->begin(Id::Refusal);
        QCOMPARE(m_service->faults(), localservice::Faults());
        QCOMPARE(m_service->serviceFaults().refuseNextTokens, 1);
        m_panel->endFaults();
        QVERIFY(!m_experiments->isRunning());
        QCOMPARE(m_service->serviceFaults(), localservice::ServiceFaults());
    }

    void whatAnExperimentSetIsUndone()
    {
        const RefreshPolicy usual = tokens().policy();
        m_experiments->begin(Id::AboutToExpire);
        QVERIFY(tokens().policy().fixedLead);
        QVERIFY(m_service->faults().tokenTtl);
        m_experiments->end();
        QVERIFY(!tokens().policy().fixedLead);
        QCOMPARE(tokens().policy().aboutToExpireLead, usual.aboutToExpireLead);
        QCOMPARE(m_service->faults(), localservice::Faults());
        // Also where the window goes while one is under way.
        m_experiments->begin(Id::AboutToExpire);
        m_panel.reset();
        m_experiments.reset();
        QVERIFY(!tokens().policy().fixedLead);
        QCOMPARE(m_service->faults(), localservice::Faults());
    }

    void theLastMinuteIsTickedInItsOrder()
    {
        m_bench->answerAlwaysWithTokens(215s);
        m_experiments->begin(Id::AboutToExpire);
        m_bench->advance(2s);
        QCOMPARE(m_experiments->seen(), 1);
        m_bench->advance(30s);
        QCOMPARE(m_experiments->seen(), 1);
        m_bench->advance(8s);
        QCOMPARE(m_experiments->seen(), 3);
    }

    /// A request that has left before the fault was set would succeed, and none would follow it.
    void aRequestThatIsUnderWayIsNotTakenForTheExperiments()
    {
        tokens().refresh(this, [](const auto &) {});
        QVERIFY(tokens().isRefreshing());
        m_experiments->begin(Id::Warning);
        fail(6);
        m_bench->advance(3s);
        QCOMPARE(m_experiments->seen(), 1);
        m_bench->advance(35s);
        QCOMPARE(m_experiments->seen(), 2);
    }

    void theBudgetIsShown()
    {
        const int before = tokens().snapshot().requestsLeft;
        QVERIFY(before > 0 && before < 12); // the sign-in has asked
        QVERIFY(m_experiments->budget().startsWith(QString::number(before)));
        tokens().refresh(this, [](const auto &) {});
        m_bench->advance(1s);
        QVERIFY2(m_experiments->budget().startsWith(QString::number(before - 1)),
                 qPrintable(m_experiments->budget()));
        m_bench->advance(6min);
        QCOMPARE(tokens().snapshot().requestsLeft, 12);
    }

    void everyExperimentSaysWhatThereIsToSee()
    {
        DemoClock time;
        m_service->setTime(&time);
        const Experiments experiments(*m_service, tokens(), connection(), m_bench->clock);
        m_service->setTime(nullptr);
        QCOMPARE(experiments.all().size(), m_experiments->all().size() + 2);
        QSet<QString> names;
        for (const Id id : experiments.all()) {
            names.insert(experiments.name(id));
            QVERIFY(experiments.steps(id).size() >= 2);
        }
        QCOMPARE(size_t(names.size()), experiments.all().size());
    }

    void theChosenExperimentIsKeptInSight()
    {
        QComboBox *choice = nullptr;
        const QList<QComboBox *> boxes = m_panel->findChildren<QComboBox *>();
        for (QComboBox *box : boxes)
            choice = box->accessibleName() == "What to try"_L1 ? box : choice;
        QVERIFY(choice != nullptr);
        m_experiments->begin(Id::Refusal); // as the token tour does
        QCOMPARE(choice->currentText(), m_experiments->name(Id::Refusal));
        choice->setCurrentIndex(0); // to read another one while it runs
        Q_EMIT choice->activated(0);
        m_bench->advance(5s);
        QCOMPARE(choice->currentIndex(), 0);
    }

    void theClockOfADemonstrationMoves()
    {
        DemoClock clock;
        const SystemClock system;
        const auto ahead = [&] { return std::chrono::abs(clock.wallNow() - system.wallNow()); };
        QVERIFY(ahead() < 1s);
        clock.sleep(3h);
        QVERIFY(ahead() > 2h);
        if (const auto boot = clock.bootNow())
            QVERIFY(*boot - *system.bootNow() > 2h);
        QVERIFY(clock.isMoved());
        clock.set(10min);
        clock.reset();
        QVERIFY(ahead() < 1s);
        QVERIFY(!clock.isMoved());
        if (const auto boot = clock.bootNow()) // that one never goes back
            QVERIFY(*boot - *system.bootNow() > 2h);
    }

    void itsDefaultsShowTheWarning()
    {
        const localservice::Faults faults = m_panel->chosenFaults();
        QCOMPARE(faults.answer, localservice::Faults::Answer::Status);
        for (int i = 0; i < faults.failNextTokens; ++i)
            m_bench->network.script.push_back({ .status = faults.status, .body = "{}" });
        QSignalSpy cleared(&tokens(), &TokenManager::warningCleared);
        tokens().refresh(this, [](const auto &) {});
        m_bench->advance(29s);
        QVERIFY(!tokens().warning());
        m_bench->advance(2s);
        QCOMPARE(tokens().warning(), std::optional(TokenManager::Warning::RefreshFailing));
        QVERIFY(cleared.isEmpty());
        m_bench->advance(2min); // the line goes by itself
        QCOMPARE(cleared.size(), 1);
    }

    void saysThatTheEndPointIsDown()
    {
        QVERIFY(m_panel->status().contains("as they should be"_L1));
        m_service->setTokenEndpointUp(false);
        QVERIFY2(m_panel->status().contains("is down"_L1), qPrintable(m_panel->status()));
        QVERIFY(!m_panel->status().contains("as they should be"_L1));
        m_panel->endFaults();
        QVERIFY(m_panel->status().contains("as they should be"_L1));
        const QList<QCheckBox *> boxes = m_panel->findChildren<QCheckBox *>();
        for (const QCheckBox *box : boxes)
            QVERIFY(box->isChecked());
    }

    void saysThatTheBackEndAskedToWait()
    {
        m_bench->network.script.push_back(
            { .status = 503, .body = "{}", .headers = { { "Retry-After", "120" } } });
        tokens().refresh(this, [](const auto &) {});
        m_bench->advance(1s);
        QVERIFY2(m_panel->status().contains("asked Parley to wait"_L1),
                 qPrintable(m_panel->status()));
    }

    void nothingIsCutInANarrowInspector_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addRow("English") << u"en"_s;
        QTest::addRow("German") << u"de"_s;
    }
    void nothingIsCutInANarrowInspector()
    {
        QFETCH(QString, language);
        QTranslator translator;
        if (!translator.load(u":/parley/i18n/parley_"_s + language))
            QSKIP("built without translations");
        QCoreApplication::installTranslator(&translator);
        Experiments experiments(*m_service, tokens(), connection(), m_bench->clock);
        FaultPanel panel(experiments, tokens(), m_bench->clock);
        // The inspector is 306 wide at least, and its margins and a scroll bar are a part of that.
        constexpr int Room = 306 - 16 - 12;
        QVERIFY2(panel.minimumSizeHint().width() <= Room,
                 qPrintable(QString::number(panel.minimumSizeHint().width())));
        panel.resize(Room, 900);
        panel.show();
        const QList<QPushButton *> buttons = panel.findChildren<QPushButton *>();
        for (const QPushButton *button : buttons)
            QVERIFY2(button->sizeHint().width() <= button->width(), qPrintable(button->text()));
        const QList<QComboBox *> boxes = panel.findChildren<QComboBox *>();
        for (QComboBox *box : boxes) {
            QStyleOptionComboBox option;
            option.initFrom(box);
            const int room = box->style()
                                 ->subControlRect(QStyle::CC_ComboBox, &option,
                                                  QStyle::SC_ComboBoxEditField, box)
                                 .width();
            for (int i = 0; i < box->count(); ++i)
                QVERIFY2(box->fontMetrics().horizontalAdvance(box->itemText(i)) <= room,
                         qPrintable(box->itemText(i)));
        }
        QCoreApplication::removeTranslator(&translator);
    }

    void nothingMovesWhenAnotherAnswerIsChosen()
    {
        m_panel->resize(300, 700);
        m_panel->show();
        QComboBox *kind = nullptr;
        const QList<QComboBox *> boxes = m_panel->findChildren<QComboBox *>();
        for (QComboBox *box : boxes)
            kind = box->accessibleName() == "What goes wrong"_L1 ? box : kind;
        QVERIFY(kind != nullptr);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const QPoint before = m_panel->findChild<QPushButton *>(u"apply"_s)->pos();
        for (int i = 0; i < kind->count(); ++i) {
            kind->setCurrentIndex(i);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QCOMPARE(m_panel->findChild<QPushButton *>(u"apply"_s)->pos(), before);
        }
    }

private:
    using Id = Experiments::Id;

    [[nodiscard]] TokenManager &tokens() const { return m_bench->session->tokens(); }
    [[nodiscard]] twilsock::Connection &connection() const
    {
        return m_bench->session->chat().connection();
    }
    void fail(int requests)
    {
        for (int i = 0; i < requests; ++i)
            m_bench->network.script.push_back({ .status = 503, .body = "{}" });
    }

    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<EmbeddedService> m_service;
    std::unique_ptr<Experiments> m_experiments;
    std::unique_ptr<FaultPanel> m_panel;
};

QTEST_MAIN(tst_FaultPanel)
#include "tst_faultpanel.moc"
