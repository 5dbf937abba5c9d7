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
using namespace Qt::StringLiterals;
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
    void click() { window.form()->findChild<QAbstractButton *>(u"signIn"_s)->click(); }
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
        const QString good = u"https://example.com/token"_s;
        const QString a = u"alice"_s;
        QTest::addRow("all good") << good << a << a << 0;
        QTest::addRow("all empty") << QString() << QString() << QString() << 3;
        QTest::addRow("no password") << good << a << QString() << 1;
        QTest::addRow("spaces are no user") << good << u"  "_s << a << 1;
        QTest::addRow("a user that Basic would cut") << good << u"org:alice"_s << a << 1;
        QTest::addRow("http elsewhere") << u"http://example.com/token"_s << a << a << 1;
        QTest::addRow("no address") << u"example"_s << a << a << 1;
        QTest::addRow("broken address") << u"https://exa mple.com/"_s << a << a << 1;
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
        QTest::addRow("wrong password") << 401 << u"User or password"_s;
        QTest::addRow("broken back end") << 500 << u"1 problem"_s;
    }
    void aWrongPasswordIsNotTheBackEndsFault()
    {
        QFETCH(int, status);
        QFETCH(QString, heading);
        DoctorPanel panel;
        panel.begin();
        panel.addCheck({ .name = u"status"_s,
                         .finding = EndpointDoctor::Finding::StatusBad,
                         .arguments = { QString::number(status) } });
        panel.finish(false);
        const auto *label = panel.findChild<QLabel *>();
        QVERIFY2(label->text().contains(heading), qPrintable(label->text()));
        QVERIFY(!label->text().contains("back end"_L1));
    }

    void nothingTypedIsLostOnFailure()
    {
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        const QString url = u"https://example.com/token"_s;
        f.fill(url, u"alice"_s, u"correct horse"_s);
        f.click();
        f.window.showProgress(u"alice"_s);
        TokenError refused;
        refused.code = TokenError::Code::CredentialRejected;
        f.window.showFailure(refused);
        QVERIFY(!f.window.message().isEmpty());
        QVERIFY(f.field("tokenUrl")->isVisible());
        QCOMPARE(f.field("tokenUrl")->text(), url);
        QCOMPARE(f.field("user")->text(), u"alice"_s);
        QCOMPARE(f.field("secret")->text(), u"correct horse"_s);
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
        f.window.demo()->setAccounts({ u"alice"_s, u"bob"_s }, QString());
        f.window.show();
        QSignalSpy spy(f.window.demo(), &DemoPage::accountChosen);
        f.window.findChild<QAbstractButton *>(u"demo-bob"_s)->click();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"bob"_s);
    }

    void troubleIsToldWithItsNextTry()
    {
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        f.window.showProgress(u"alice"_s);
        TokenError offline;
        f.window.showTrouble(offline, 8s);
        const auto texts = [&f] {
            QString all;
            const QList<QLabel *> labels = f.window.progress()->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                all += label->text() + u'|';
            return all;
        };
        QVERIFY2(texts().contains("8 second"_L1), qPrintable(texts()));
        f.clock.advance(3s);
        QVERIFY2(texts().contains("5 second"_L1), qPrintable(texts()));
        QSignalSpy spy(&f.window, &SignInWindow::cancelled);
        const QList<QAbstractButton *> buttons
            = f.window.progress()->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->text() == "Cancel"_L1)
                button->click();
        }
        QCOMPARE(spy.size(), 1);
    }

    void theKeychainLinesOfferAWayOut_data()
    {
        QTest::addColumn<Session::KeychainStatus>("status");
        QTest::addColumn<QStringList>("buttons");
        const QString cancel = u"Cancel"_s;
        QTest::addRow("waiting") << Session::KeychainStatus::Waiting
                                 << QStringList({ u"Sign in instead"_s, cancel });
        QTest::addRow("denied") << Session::KeychainStatus::Denied
                                << QStringList({ u"Try again"_s, u"Sign in"_s, cancel });
        QTest::addRow("reading") << Session::KeychainStatus::Reading << QStringList({ cancel });
    }
    void theKeychainLinesOfferAWayOut()
    {
        QFETCH(Session::KeychainStatus, status);
        QFETCH(QStringList, buttons);
        Fixture f;
        f.window.setOwnBackEndOnly();
        f.window.show();
        f.window.showProgress(u"alice"_s);
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
        f.window.demo()->setAccounts({ u"alice"_s }, QString());
        f.window.showKeychain(Session::KeychainStatus::Unavailable);
        QVERIFY(!f.window.demo()->remember());
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
        QVERIFY(button(u"Test again"_s) == nullptr); // it is running
        panel.addCheck({ .name = u"status"_s,
                         .finding = EndpointDoctor::Finding::StatusBad,
                         .arguments = { u"500"_s } });
        panel.finish(false);
        QSignalSpy again(&panel, &DoctorPanel::testAgainRequested);
        button(u"Test again"_s)->click();
        QCOMPARE(again.size(), 1);
        button(u"Copy report"_s)->click();
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"500"_s), qPrintable(copied));
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
        f.window.demo()->setAccounts({ u"alice"_s }, QString());
        QCOMPARE(test::controlsWithoutName(&f.window), QStringList());
    }
};

QTEST_MAIN(tst_SignIn)
#include "tst_signin.moc"
