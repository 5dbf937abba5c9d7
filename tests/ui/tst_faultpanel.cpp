// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "demo/embeddedservice.h"
#include "inspector/faultpanel.h"
#include "sessionbench.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

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
        m_panel = std::make_unique<FaultPanel>(*m_service, m_bench->session->tokens());
    }
    void cleanup()
    {
        m_panel.reset();
        m_service.reset();
        m_bench.reset();
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

    void nothingMovesWhenAnotherAnswerIsChosen()
    {
        m_panel->resize(300, 700);
        m_panel->show();
        auto *kind = m_panel->findChild<QComboBox *>();
        QVERIFY(kind != nullptr);
        const QPoint before = m_panel->applyButton()->pos();
        for (int i = 0; i < kind->count(); ++i) {
            kind->setCurrentIndex(i);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            const int moved = m_panel->applyButton()->y() - before.y();
            // Only the hint may have a line more or less.
            QVERIFY(std::abs(moved) <= m_panel->fontMetrics().lineSpacing() * 2);
        }
    }

private:
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<EmbeddedService> m_service;
    std::unique_ptr<FaultPanel> m_panel;
};

QTEST_MAIN(tst_FaultPanel)
#include "tst_faultpanel.moc"
