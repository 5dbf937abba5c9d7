// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "demo/democlock.h"
#include "demo/embeddedservice.h"
#include "inspector/faultlab.h"
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
        m_panel
            = std::make_unique<FaultPanel>(*m_service, m_bench->session->tokens(), m_bench->clock);
    }
    void cleanup()
    {
        m_panel.reset();
        m_service.reset();
        m_bench.reset();
    }

    /// In virtual time: the service's faults are played by the script of the network.
    void theWarningIsTickedStepByStep()
    {
        FaultLab &lab = *m_panel->lab();
        QCOMPARE(lab.name(0), u"Show me the warning"_s);
        for (int i = 0; i < 6; ++i)
            m_bench->network.script.push_back({ .status = 503, .body = "{}" });
        lab.begin(0);
        QVERIFY(lab.isRunning());
        QCOMPARE(lab.seen(), 0);
        QVERIFY(lab.steps().first().startsWith(u"● "_s));
        const QList<QLabel *> labels = lab.findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().contains(u"● "_s); }));
        QCOMPARE(m_service->faults().failNextTokens, 6);
        m_bench->advance(1s);
        QCOMPARE(lab.seen(), 1);
        QVERIFY(lab.steps().first().startsWith(u"✓ "_s));
        QVERIFY(lab.steps().at(1).startsWith(u"● "_s));
        m_bench->advance(35s);
        QCOMPARE(lab.seen(), 2);
        m_bench->advance(2min);
        QCOMPARE(lab.seen(), 3);
        QVERIFY(!lab.isRunning());
        for (const QString &step : lab.steps())
            QVERIFY(step.startsWith(u"✓ "_s));
    }

    void anOutageEndsByItself()
    {
        FaultLab &lab = *m_panel->lab();
        QCOMPARE(lab.name(1), u"Back end down for a minute"_s);
        for (int i = 0; i < 5; ++i)
            m_bench->network.script.push_back({ .status = 503, .body = "{}" });
        lab.begin(1);
        QVERIFY(!m_service->isTokenEndpointUp());
        m_bench->advance(59s);
        QVERIFY(!m_service->isTokenEndpointUp());
        QCOMPARE(lab.seen(), 2);
        m_bench->advance(1min);
        QVERIFY(m_service->isTokenEndpointUp());
        QCOMPARE(lab.seen(), 3);
    }

    void anotherExperimentEndsTheFirst()
    {
        FaultLab &lab = *m_panel->lab();
        lab.begin(1);
        lab.begin(0);
        QVERIFY(m_service->isTokenEndpointUp());
        lab.begin(2);
        QCOMPARE(m_service->faults(), localservice::Faults());
        QCOMPARE(m_service->serviceFaults().refuseNextTokens, 1);
        m_panel->endFaults();
        QVERIFY(!lab.isRunning());
        QCOMPARE(m_service->serviceFaults(), localservice::ServiceFaults());
    }

    void theBudgetIsShown()
    {
        FaultLab &lab = *m_panel->lab();
        const int before = m_bench->session->tokens().snapshot().requestsLeft;
        QVERIFY(before > 0 && before < 12); // the sign-in has asked
        QVERIFY(lab.budget().startsWith(QString::number(before)));
        m_bench->session->tokens().refresh(this, [](const auto &) {});
        m_bench->advance(1s);
        QVERIFY2(lab.budget().startsWith(QString::number(before - 1)), qPrintable(lab.budget()));
        m_bench->advance(6min);
        QCOMPARE(m_bench->session->tokens().snapshot().requestsLeft, 12);
    }

    void everyExperimentSaysWhatThereIsToSee()
    {
        DemoClock time;
        m_service->setTime(&time);
        const FaultPanel panel(*m_service, m_bench->session->tokens(), m_bench->clock);
        m_service->setTime(nullptr);
        QCOMPARE(panel.lab()->count(), m_panel->lab()->count() + 2);
        QSet<QString> names;
        for (int i = 0; i < panel.lab()->count(); ++i)
            names.insert(panel.lab()->name(i));
        QCOMPARE(int(names.size()), panel.lab()->count());
        QVERIFY(panel.lab()->steps().size() >= 2);
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
        TokenManager &tokens = m_bench->session->tokens();
        QSignalSpy cleared(&tokens, &TokenManager::warningCleared);
        tokens.refresh(this, [](const auto &) {});
        m_bench->advance(29s);
        QVERIFY(!tokens.warning());
        m_bench->advance(2s);
        QCOMPARE(tokens.warning(), std::optional(TokenManager::Warning::RefreshFailing));
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
        m_bench->session->tokens().refresh(this, [](const auto &) {});
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
        FaultPanel panel(*m_service, m_bench->session->tokens(), m_bench->clock);
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
        const QPoint before = m_panel->applyButton()->pos();
        for (int i = 0; i < kind->count(); ++i) {
            kind->setCurrentIndex(i);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QCOMPARE(m_panel->applyButton()->pos(), before);
        }
    }

private:
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<EmbeddedService> m_service;
    std::unique_ptr<FaultPanel> m_panel;
};

QTEST_MAIN(tst_FaultPanel)
#include "tst_faultpanel.moc"
