// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sessionbench.h"
#include "signin/signinagaindialog.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Signing in again while the old token may still be valid, in virtual time.
class tst_SignInAgain final : public QObject
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
        QVERIFY(m_bench->session->isSignedIn());
        m_window.show();
        m_window.activateWindow();
        m_window.setFocus();
        m_dialog = std::make_unique<SignInAgainDialog>(*m_bench->session, &m_window);
        m_dialog->open();
        QTRY_VERIFY(m_dialog->isVisible());
    }

    void cleanup()
    {
        m_dialog.reset();
        m_bench.reset();
        m_window.clear();
    }

    void waitsForTheWordOfTheBackEnd()
    {
        answer(401, 6s);
        type(u"wrong"_s);
        m_bench->advance(5s); // the old token is still valid all the time
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(problem(), QString());
        m_bench->advance(2s);
        QVERIFY(m_dialog->isVisible());
        QVERIFY2(problem().contains("password"_L1, Qt::CaseInsensitive), qPrintable(problem()));
        QVERIFY(secret()->isEnabled());
        QVERIFY(!secret()->isReadOnly());
        QCOMPARE(secret()->selectedText(), u"wrong"_s);
    }

    void closesWhenThePasswordIsAccepted()
    {
        m_bench->network.otherwise = [this](const SeenRequest &) {
            HttpAnswer answer = m_bench->tokenAnswer();
            answer.delay = 3s;
            return answer;
        };
        type(u"demo"_s);
        m_bench->advance(2s);
        QVERIFY(m_dialog->isVisible());
        m_bench->advance(2s);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), int(QDialog::Accepted));
    }

    void keysTypedMeanwhileGoNowhere()
    {
        answer(401, 6s);
        type(u"wrong"_s);
        for (const char key : { ' ', 'a', ' ', 'b' }) {
            QTest::keyClick(focus(), key);
            m_bench->advance(100ms);
        }
        QTest::keyClick(focus(), Qt::Key_Return);
        QVERIFY(m_dialog->isVisible()); // a blank did not press 'Cancel'
        QCOMPARE(secret()->text(), u"wrong"_s);
        QCOMPARE(m_window.text(), QString());
    }

    void saysWhatGoesWrongWhileItGoesOn()
    {
        answer(503, 10ms);
        type(u"demo"_s);
        m_bench->advance(1s);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(!problem().isEmpty());
        QVERIFY(secret()->isReadOnly()); // the session tries again by itself
        m_bench->answerAlwaysWithTokens();
        m_bench->advance(1min);
        QVERIFY(!m_dialog->isVisible());
    }

    void aPastedLineEndIsNoPartOfThePassword_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addRow("line feed") << u"secret\n"_s;
        QTest::addRow("carriage return and line feed") << u"secret\r\n"_s;
        QTest::addRow("two lines") << u"sec\nret\n\n"_s;
        QTest::addRow("line separator") << u"secret\u2028"_s;
        QTest::addRow("paragraph separator") << u"\u2029secret"_s;
    }
    void aPastedLineEndIsNoPartOfThePassword()
    {
        QFETCH(QString, pasted);
        QApplication::clipboard()->setText(pasted);
        secret()->paste();
        QCOMPARE(secret()->text(), u"secret"_s);
    }

    void blanksBelongToThePassword()
    {
        QApplication::clipboard()->setText(u" a b\t"_s);
        secret()->paste();
        QCOMPARE(secret()->text(), u" a b\t"_s);
    }

private:
    [[nodiscard]] QLineEdit *secret() const { return m_dialog->findChild<QLineEdit *>(); }
    [[nodiscard]] QWidget *focus() const
    {
        return QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : secret();
    }
    [[nodiscard]] QString problem() const
    {
        const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->foregroundRole() == QPalette::BrightText)
                return label->text();
        }
        return {};
    }
    void answer(int status, std::chrono::milliseconds delay)
    {
        m_bench->network.otherwise = [status, delay](const SeenRequest &) {
            return HttpAnswer { .status = status, .body = "{}", .delay = delay };
        };
    }
    void type(const QString &password)
    {
        QTest::keyClicks(secret(), password);
        QTest::keyClick(secret(), Qt::Key_Return);
    }

    std::unique_ptr<SessionBench> m_bench;
    QLineEdit m_window; ///< stands for the window behind, with the composer's focus
    std::unique_ptr<SignInAgainDialog> m_dialog;
};

QTEST_MAIN(tst_SignInAgain)
#include "tst_signinagain.moc"
