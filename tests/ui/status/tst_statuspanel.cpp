// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "contrast.h"
#include "presetprovider.h"
#include "status/statuspanel.h"
#include "status/warningbar.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "text/timetexts.h"
#include "theme/theme.h"
#include "theme/themecolors.h"
#include "widgets/elidedlabel.h"

#include <QApplication>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>
#include <utility>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using parley::ui::StatusPanel;

namespace {

struct Fixture
{
    Fixture()
    {
        manager.setExpectedIdentity(u"alice"_s);
        manager.start();
        clock.advance(1s);
    }

    test::FakeClock clock;
    test::FakeReachability reachability;
    test::PresetProvider provider { clock };
    TokenManager manager {
        provider, { .clock = &clock, .reachability = &reachability, .random = [] { return 0.5; } }
    };
};

TokenError serverError()
{
    TokenError error;
    error.code = TokenError::Code::ServerError;
    error.httpStatus = 503;
    return error;
}

} // namespace

class tst_StatusPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheTokenDown()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        QCOMPARE(f.manager.state(), TokenManager::State::Ready);
        f.clock.advance(10min);
        QCOMPARE(panel.lifeText(), u"49 min"_s);
        QVERIFY(panel.warning()->text().isEmpty());
    }

    void wakesUpForWhatChangesOnly_data()
    {
        QTest::addColumn<std::chrono::seconds>("age"); // of a token that lives for an hour
        QTest::addColumn<bool>("isShown");
        QTest::addColumn<int>("changes"); // in the minute that follows
        QTest::newRow("minutes are shown") << std::chrono::seconds(10min) << true << 1;
        QTest::newRow("seconds are shown") << std::chrono::seconds(52min) << true << 60;
        QTest::newRow("hidden") << std::chrono::seconds(52min) << false << 0;
    }

    void wakesUpForWhatChangesOnly()
    {
        QFETCH(std::chrono::seconds, age);
        QFETCH(bool, isShown);
        Fixture f;
        f.manager.setPolicy(RefreshPolicy::documented()); // only in the last three minutes
        StatusPanel panel(f.manager, f.clock);
        panel.setVisible(isShown);
        f.clock.advance(age);
        QString text = panel.lifeText();
        int changes = 0;
        for (int second = 0; second < 60; ++second) {
            f.clock.advance(1s);
            changes += std::exchange(text, panel.lifeText()) != text ? 1 : 0;
        }
        QTEST(changes, "changes");
        panel.show();
        QCOMPARE(panel.lifeText(), ui::TimeTexts::timeLeft(f.manager.timeLeft()));
    }

    void warnsAndClearsByItself()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        QSignalSpy alerts(&panel, &StatusPanel::announced);
        panel.resize(1100, 44);
        panel.show();
        f.provider.fail(serverError());
        f.clock.advance(
            50min); // the refresh is due 12 minutes before the end, the warning 30 s later
        QVERIFY2(panel.warning()->text().contains("503"_L1), qPrintable(panel.warning()->text()));
        QVERIFY(panel.warning()->text().contains("Works until 1:00"_L1)
                || panel.warning()->text().contains("Works until 01:00"_L1));
        QVERIFY(panel.warning()->scheduleText().contains("Next attempt in"_L1)
                || panel.warning()->scheduleText().contains("Trying now"_L1));
        QVERIFY(panel.warning()->retryButton()->isVisibleTo(&panel));
        QCOMPARE(alerts.size(), 1); // the countdown says nothing more

        f.provider.giveTokens(3600s);
        f.clock.advance(80s);
        QCOMPARE(f.manager.state(), TokenManager::State::Ready);
        QVERIFY(panel.warning()->text().isEmpty());
        QVERIFY(!panel.warning()->retryButton()->isVisibleTo(&panel));
        QCOMPARE(alerts.size(), 2);
    }

    void aBriefTextGivesWayToTheNotice()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        const auto isShown = [&panel](const QString &text) {
            const QList<ui::ElidedLabel *> labels = panel.findChildren<ui::ElidedLabel *>();
            return std::ranges::any_of(
                labels, [&text](const ui::ElidedLabel *label) { return label->text() == text; });
        };
        panel.setNotice(u"kept"_s);
        panel.showBriefly(u"the next day"_s);
        f.clock.advance(5s);
        QVERIFY(isShown(u"the next day"_s) && !isShown(u"kept"_s));
        panel.setNotice(u"kept elsewhere"_s); // which waits
        QVERIFY(isShown(u"the next day"_s));
        f.clock.advance(10s);
        QVERIFY(isShown(u"kept elsewhere"_s));
    }

    void isAmberFromTheFirstFailureOn_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addRow("light") << false;
        QTest::addRow("dark") << true;
    }
    void isAmberFromTheFirstFailureOn()
    {
        QFETCH(bool, isDark);
        const ui::ThemeColors &colors = isDark ? ui::darkColors() : ui::lightColors();
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.setPalette(ui::paletteFor(colors));
        panel.show();
        const auto color = [&panel] {
            return panel.findChild<QToolButton *>()->palette().color(QPalette::ButtonText);
        };
        f.clock.advance(1s);
        const QColor quiet = color();
        QVERIFY(quiet != colors.caution);

        f.provider.fail(serverError());
        f.clock.advance(*f.manager.nextAttemptIn() + 200ms);
        QCOMPARE(f.manager.state(), TokenManager::State::Degraded);
        QVERIFY(panel.warning()->text().isEmpty()); // its time has not come
        QCOMPARE(color(), colors.caution);
        QVERIFY(test::contrastRatio(color(), colors.window) >= 4.5);
        QVERIFY2(panel.findChild<QToolButton *>()->toolTip().contains("HTTP 503"_L1),
                 qPrintable(panel.findChild<QToolButton *>()->toolTip()));
        QVERIFY(panel.findChild<QToolButton *>()->accessibleName().contains("failed"_L1));
        const ui::ThemeColors &others = isDark ? ui::lightColors() : ui::darkColors();
        panel.setPalette(ui::paletteFor(others));
        QCOMPARE(color(), others.caution);
        panel.setPalette(ui::paletteFor(colors));
        QCOMPARE(color(), colors.caution);
        // It does not go while the next attempt is running.
        bool wasRefreshing = false;
        for (int i = 0; i < 200; ++i) {
            f.clock.advance(50ms);
            wasRefreshing = wasRefreshing || f.manager.isRefreshing();
            QCOMPARE(color(), colors.caution);
        }
        QVERIFY(wasRefreshing);
        QVERIFY(panel.warning()->text().isEmpty());
        f.clock.advance(30s);
        QVERIFY(!panel.warning()->text().isEmpty());

        f.provider.giveTokens(3600s);
        f.clock.advance(80s);
        QCOMPARE(f.manager.state(), TokenManager::State::Ready);
        QCOMPARE(color(), quiet);
        QVERIFY(!panel.findChild<QToolButton *>()->toolTip().contains("503"_L1));
    }

    void theCountdownOpensTheDetailsByKeyboard()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        QSignalSpy details(&panel, &StatusPanel::detailsRequested);
        QVERIFY(panel.findChild<QToolButton *>()->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(panel.findChild<QToolButton *>(), Qt::Key_Space);
        QCOMPARE(details.size(), 1);
    }

    void retryNowAsksAtOnce()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        f.provider.fail(serverError());
        f.clock.advance(51min);
        QVERIFY(panel.warning()->retryButton()->isEnabled());
        f.provider.giveTokens(3600s);
        const int before = f.provider.requests();
        panel.warning()->retryButton()->click();
        f.clock.advance(1s);
        QCOMPARE(f.provider.requests(), before + 1);
        QVERIFY(panel.warning()->text().isEmpty());
    }

    void retryIsHeldWhileTheServiceAskedToWait()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        TokenError limited;
        limited.code = TokenError::Code::RateLimited;
        limited.httpStatus = 429;
        limited.retryAfter = 120s;
        f.provider.fail(limited);
        f.clock.advance(49min);
        QVERIFY(!panel.warning()->text().isEmpty());
        QVERIFY(f.manager.holdLeft() > 0ms);
        QVERIFY(!panel.warning()->retryButton()->isEnabled());
        QVERIFY(!panel.warning()->retryButton()->toolTip().isEmpty());
    }

    void aSecondEnterPressesNoOtherButton()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        panel.activateWindow();
        QTRY_VERIFY(panel.isActiveWindow());
        TokenError down;
        down.code = TokenError::Code::ServerError;
        f.provider.fail(down);
        f.clock.advance(55min + 30s);
        QVERIFY(panel.warning()->retryButton()->isVisible());
        QSignalSpy details(&panel, &StatusPanel::detailsRequested);
        panel.warning()->retryButton()->setFocus();
        TokenError limited = down;
        limited.retryAfter = 120s;
        f.provider.fail(limited);
        QTest::keyClick(panel.warning()->retryButton(), Qt::Key_Space);
        f.clock.advance(1s); // held now: the button is disabled
        QVERIFY(!panel.warning()->retryButton()->isEnabled());
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus != nullptr);
        QTest::keyClick(focus, Qt::Key_Return);
        QTest::keyClick(focus, Qt::Key_Space);
        QVERIFY(details.isEmpty());
    }

    void offlineServiceDownAndRefusedAreThreeTexts()
    {
        QSet<QString> texts;
        for (const auto code : { TokenError::Code::Offline, TokenError::Code::ServerError,
                                 TokenError::Code::CredentialRejected }) {
            Fixture f;
            StatusPanel panel(f.manager, f.clock);
            panel.show();
            TokenError error;
            error.code = code;
            f.provider.fail(error);
            f.clock.advance(55min + 30s);
            QVERIFY(!panel.warning()->text().isEmpty());
            texts.insert(panel.warning()->text().section("Works until"_L1, 0, 0));
        }
        QCOMPARE(texts.size(), 3);
    }

    void asksToSignInAgainWhenTheCredentialIsRefused()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        QSignalSpy signInSpy(&panel, &StatusPanel::signInRequested);
        TokenError refused;
        refused.code = TokenError::Code::CredentialRejected;
        refused.httpStatus = 401;
        f.provider.fail(refused);
        f.clock.advance(50min);
        QCOMPARE(f.manager.state(), TokenManager::State::NeedsSignIn);
        QVERIFY(panel.warning()->text().contains("sign in again"_L1));
        panel.warning()->retryButton()->click();
        QCOMPARE(signInSpy.size(), 1);
    }

    void aShortReconnectIsNotWorthWords()
    {
        using twilsock::ConnectionState;
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.show();
        panel.setConnection(ConnectionState::Connected, std::nullopt);
        QCOMPARE(panel.connectionText(), u"Connected"_s);
        panel.setConnection(ConnectionState::Connecting, std::nullopt);
        f.clock.advance(1s);
        QCOMPARE(panel.connectionText(), u"Connected"_s);
        f.clock.advance(2s);
        QCOMPARE(panel.connectionText(), u"Reconnecting…"_s);
        panel.setConnection(ConnectionState::Connected, std::nullopt);
        QCOMPARE(panel.connectionText(), u"Connected"_s);
    }

    void theWarningFitsASmallWindow()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.resize(640, panel.sizeHint().height());
        panel.show();
        f.provider.fail(serverError());
        f.clock.advance(50min);
        QVERIFY(panel.minimumSizeHint().width() <= 640);
    }

    void theWarningIsReadToItsEndInTheSmallestWindow()
    {
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.resize(400, panel.sizeHint().height());
        panel.show();
        f.provider.fail(serverError());
        f.clock.advance(50min);
        panel.resize(400, panel.heightForWidth(400));
        panel.layout()->activate();
        const auto *sentence = panel.warning()->findChild<ui::ElidedLabel *>();
        const QRect wanted = sentence->fontMetrics().boundingRect(
            QRect(0, 0, sentence->width(), 1000), Qt::TextWordWrap, sentence->text());
        QVERIFY(wanted.height() > sentence->fontMetrics().height()); // one line is too short for it
        QVERIFY2(sentence->height() >= wanted.height(), qPrintable(sentence->text()));
    }

    void noWarningIsCutInALargeWindow_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("code");
        for (const char *language : { "en", "de" }) {
            for (int code = 0; code <= int(TokenError::Code::Protocol); ++code)
                QTest::addRow("%s, error %d", language, code)
                    << QString::fromLatin1(language) << code;
        }
    }
    void noWarningIsCutInALargeWindow()
    {
        QFETCH(QString, language);
        QFETCH(int, code);
        QTranslator translator;
        QVERIFY(translator.load(u":/parley/i18n/parley_%1.qm"_s.arg(language)));
        QCoreApplication::installTranslator(&translator);
        Fixture f;
        StatusPanel panel(f.manager, f.clock);
        panel.resize(1120, 44);
        panel.show();
        TokenError error;
        error.code = TokenError::Code(code);
        error.httpStatus = 503;
        f.provider.fail(error);
        f.clock.advance(51min);
        const QList<ui::ElidedLabel *> labels = panel.findChildren<ui::ElidedLabel *>();
        for (ui::ElidedLabel *label : labels) {
            if (label->isVisible() && label->focusPolicy() != Qt::NoFocus) {
                panel.layout()->activate();
                QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(),
                         qPrintable(label->text()));
                QCOMPARE(label->accessibleName(), label->text());
            }
        }
    }
};

QTEST_MAIN(tst_StatusPanel)
#include "tst_statuspanel.moc"
