// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "credentials/credentialstore.h"
#include "signin/demopage.h"
#include "signin/doctorpanel.h"
#include "signin/endpointform.h"
#include "signin/progresspanel.h"
#include "signin/signinwindow.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::ui;
using namespace std::chrono_literals;

namespace {

struct Fixture
{
    test::FakeClock clock;
    test::FakeReachability reachability;
    QNetworkAccessManager network;
    std::unique_ptr<CredentialStore> store = makeMemoryStore();
    SignInWindow window { SessionParts { network, *store, clock, reachability,
                                         twilsock::webSocketTransports(), [] { return 0.5; } } };

    QLineEdit *field(const char *name)
    {
        return window.form()->findChild<QLineEdit *>(QLatin1String(name));
    }
    void fill(const QString &url, const QString &user, const QString &secret)
    {
        field("tokenUrl")->setText(url);
        field("user")->setText(user);
        field("secret")->setText(secret);
    }
    void click() { window.form()->findChild<QAbstractButton *>(QStringLiteral("signIn"))->click(); }
    QStringList problems()
    {
        QStringList texts;
        const QList<QLabel *> labels = window.form()->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->foregroundRole() == QPalette::BrightText)
                texts.append(label->text());
        }
        return texts;
    }
};

} // namespace

class tst_SignIn final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<SignInRequest>(); }

    void fieldsAreCheckedBeforeAnyRequest_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<int>("problems");
        const QString good = QStringLiteral("https://example.com/token");
        const QString a = QStringLiteral("alice");
        QTest::addRow("all good") << good << a << a << 0;
        QTest::addRow("all empty") << QString() << QString() << QString() << 3;
        QTest::addRow("no password") << good << a << QString() << 1;
        QTest::addRow("spaces are no user") << good << QStringLiteral("  ") << a << 1;
        QTest::addRow("a user that Basic would cut")
            << good << QStringLiteral("org:alice") << a << 1;
        QTest::addRow("http elsewhere")
            << QStringLiteral("http://example.com/token") << a << a << 1;
        QTest::addRow("no address") << QStringLiteral("example") << a << a << 1;
        QTest::addRow("broken address") << QStringLiteral("https://exa mple.com/") << a << a << 1;
    }
    void fieldsAreCheckedBeforeAnyRequest()
    {
        QFETCH(QString, url);
        QFETCH(QString, user);
        QFETCH(QString, secret);
        QFETCH(int, problems);
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        QSignalSpy spy(&f.window, &SignInWindow::signInRequested);
        f.fill(url, user, secret);
        f.click();
        QCOMPARE(f.problems().size(), problems);
        QCOMPARE(spy.size(), problems == 0 ? 1 : 0);
    }

    void aWrongPasswordIsNotTheBackEndsFault_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("heading");
        QTest::addRow("wrong password") << 401 << QStringLiteral("User or password");
        QTest::addRow("broken back end") << 500 << QStringLiteral("1 problem");
    }
    void aWrongPasswordIsNotTheBackEndsFault()
    {
        QFETCH(int, status);
        QFETCH(QString, heading);
        DoctorPanel panel;
        panel.begin();
        panel.addCheck({ .name = QStringLiteral("status"),
                         .finding = EndpointDoctor::Finding::StatusBad,
                         .arguments = { QString::number(status) } });
        panel.finish(false);
        const auto *label = panel.findChild<QLabel *>();
        QVERIFY2(label->text().contains(heading), qPrintable(label->text()));
        QVERIFY(!label->text().contains(QLatin1String("back end")));
    }

    void nothingTypedIsLostOnFailure()
    {
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        const QString url = QStringLiteral("https://example.com/token");
        f.fill(url, QStringLiteral("alice"), QStringLiteral("correct horse"));
        f.click();
        f.window.showProgress(QStringLiteral("alice"));
        TokenError refused;
        refused.code = TokenError::Code::CredentialRejected;
        f.window.showFailure(refused);
        QVERIFY(!f.window.message().isEmpty());
        QVERIFY(f.field("tokenUrl")->isVisible());
        QCOMPARE(f.field("tokenUrl")->text(), url);
        QCOMPARE(f.field("user")->text(), QStringLiteral("alice"));
        QCOMPARE(f.field("secret")->text(), QStringLiteral("correct horse"));
    }

    void thePasswordIsHiddenUntilAsked()
    {
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        QLineEdit *secret = f.field("secret");
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        secret->actions().constFirst()->trigger();
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
        secret->actions().constFirst()->trigger();
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
    }

    void demoAccountsAreOneClick()
    {
        Fixture f;
        f.window.setDemoStarting();
        f.window.setDemoAccounts({ QStringLiteral("alice"), QStringLiteral("bob") }, QString());
        f.window.show();
        QSignalSpy spy(&f.window, &SignInWindow::demoRequested);
        f.window.findChild<QAbstractButton *>(QStringLiteral("demo-bob"))->click();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("bob"));
    }

    void troubleIsToldWithItsNextTry()
    {
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        f.window.showProgress(QStringLiteral("alice"));
        TokenError offline;
        f.window.showTrouble(offline, 8s);
        const auto texts = [&f] {
            QString all;
            const QList<QLabel *> labels = f.window.progress()->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                all += label->text() + u'|';
            return all;
        };
        QVERIFY2(texts().contains(QLatin1String("8 second")), qPrintable(texts()));
        f.clock.advance(3s);
        QVERIFY2(texts().contains(QLatin1String("5 second")), qPrintable(texts()));
        QSignalSpy spy(&f.window, &SignInWindow::cancelled);
        const QList<QAbstractButton *> buttons
            = f.window.progress()->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->text() == QLatin1String("Cancel"))
                button->click();
        }
        QCOMPARE(spy.size(), 1);
    }

    void theKeychainLinesOfferAWayOut_data()
    {
        QTest::addColumn<Session::KeychainStatus>("status");
        QTest::addColumn<QStringList>("buttons");
        const QString cancel = QStringLiteral("Cancel");
        QTest::addRow("waiting") << Session::KeychainStatus::Waiting
                                 << QStringList({ QStringLiteral("Sign in instead"), cancel });
        QTest::addRow("denied") << Session::KeychainStatus::Denied
                                << QStringList({ QStringLiteral("Try again"),
                                                 QStringLiteral("Sign in"), cancel });
        QTest::addRow("reading") << Session::KeychainStatus::Reading << QStringList({ cancel });
    }
    void theKeychainLinesOfferAWayOut()
    {
        QFETCH(Session::KeychainStatus, status);
        QFETCH(QStringList, buttons);
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        f.window.showProgress(QStringLiteral("alice"));
        f.window.showKeychain(status);
        QStringList shown;
        const QList<QAbstractButton *> all = f.window.progress()->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : all) {
            if (button->isVisible())
                shown.append(button->text());
        }
        shown.sort();
        buttons.sort();
        QCOMPARE(shown, buttons);
        QCOMPARE(f.window.progress()->text().isEmpty(), status == Session::KeychainStatus::Reading);
    }

    void withoutAKeychainNothingIsPromised()
    {
        Fixture f;
        f.window.setDemoStarting();
        f.window.setDemoAccounts({ QStringLiteral("alice") }, QString());
        f.window.showKeychain(Session::KeychainStatus::Unavailable);
        QVERIFY(!f.window.rememberDemo());
        const QList<QCheckBox *> boxes = f.window.findChildren<QCheckBox *>();
        for (const QCheckBox *box : boxes)
            QVERIFY(!box->isChecked() && !box->isEnabled());
    }

    void theTestCanBeRepeatedCopiedAndLeft()
    {
        DoctorPanel panel;
        const auto button = [&panel](const QString &text) {
            const QList<QPushButton *> all = panel.findChildren<QPushButton *>();
            const auto found = std::ranges::find(all, text, &QPushButton::text);
            return found != all.end() && (*found)->isVisible() ? *found : nullptr;
        };
        panel.show();
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        panel.begin();
        QVERIFY(button(QStringLiteral("Test again")) == nullptr); // it is running
        panel.addCheck({ .name = QStringLiteral("status"),
                         .finding = EndpointDoctor::Finding::StatusBad,
                         .arguments = { QStringLiteral("500") } });
        panel.finish(false);
        QSignalSpy again(&panel, &DoctorPanel::testAgainRequested);
        button(QStringLiteral("Test again"))->click();
        QCOMPARE(again.size(), 1);
        button(QStringLiteral("Copy report"))->click();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(QStringLiteral("500")), qPrintable(copied));
        QCOMPARE(copied, panel.report());
        QVERIFY(copied.count(u'\n') >= 3); // heading, check, what to do
        QSignalSpy closed(&panel, &DoctorPanel::closeRequested);
        QTest::keyClick(&panel, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void everyControlHasAName()
    {
        Fixture f;
        f.window.setDemoStarting();
        f.window.setDemoAccounts({ QStringLiteral("alice") }, QString());
        QCOMPARE(test::controlsWithoutName(&f.window), QStringList());
    }
};

QTEST_MAIN(tst_SignIn)
#include "tst_signin.moc"
