// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "application/application.h"
#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "chat/messagelistmodel.h"
#include "chat/outboxstore.h"
#include "composer/composer.h"
#include "conversations/newconversationdialog.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "inspector/tokeninspector.h"
#include "mainwindow/mainwindow.h"
#include "messages/page/conversationpage.h"
#include "signin/signinwindow.h"
#include "status/statuspanel.h"
#include "status/warningbar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using Messages = chat::MessageListModel;

namespace {

constexpr int Wait = 15000;

} // namespace

/// The whole program with its own local service in process: what a user does in the first minute.
class tst_EndToEnd final : public QObject
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
    }

    void signsInByOneButton()
    {
        QAbstractButton *alice = nullptr;
        QTRY_VERIFY(
            (alice = m_application->signInWindow()->findChild<QAbstractButton *>(u"demo-alice"_s))
            != nullptr);
        QTest::mouseClick(alice, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QVERIFY(m_application->mainWindow()->isVisible());
        QVERIFY(!m_application->signInWindow()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->session()->chat().conversations().areLoaded(),
                                 Wait);
        QTRY_COMPARE_WITH_TIMEOUT(status()->connectionText(), u"Connected"_s, Wait);
    }

    void opensAConversation()
    {
        const QAbstractItemModel *list = m_application->mainWindow()->sidebar()->list()->model();
        QTRY_VERIFY_WITH_TIMEOUT(list->rowCount() > 0, Wait);
        for (int row = 0; row < list->rowCount(); ++row) {
            if (list->index(row, 0).data().toString().contains("General"_L1))
                m_application->mainWindow()->sidebar()->list()->setCurrentIndex(
                    list->index(row, 0));
        }
        QVERIFY(page()->messages() != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(!page()->messages()->isLoading(), Wait);
    }

    void sendsAMessageThatIsConfirmed()
    {
        const QString body
            = u"Hello from the test "_s + QString::number(QDateTime::currentMSecsSinceEpoch());
        QTest::keyClicks(page()->composer()->field(), body);
        QTest::keyClick(page()->composer()->field(), Qt::Key_Return);
        QVERIFY(page()->composer()->text().isEmpty());
        const auto confirmed = [this, body] {
            for (int row = page()->messages()->rowCount() - 1; row >= 0; --row) {
                const chat::Message message = page()->messages()->at(row).message;
                if (message.body == body)
                    return message.index >= 0 && message.delivery == chat::Message::Delivery::Sent;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(confirmed(), Wait);
    }

    void everyControlHasAName()
    {
        m_application->mainWindow()->setInspectorShown(true);
        const QStringList nameless = test::controlsWithoutName(m_application->mainWindow());
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u',')));
        NewConversationDialog dialog(m_application->session()->chat());
        QCOMPARE(test::controlsWithoutName(&dialog), QStringList());
    }

    void aFailingRefreshIsWarnedOfAndRecovers()
    {
        TokenManager &tokens = m_application->session()->tokens();
        // A token with less than five minutes, so that a failure is worth a warning at once.
        localservice::Faults faults;
        faults.tokenTtl = std::chrono::seconds(240);
        m_application->service()->setFaults(faults);
        refresh();
        QTRY_VERIFY_WITH_TIMEOUT(tokens.timeLeft() < std::chrono::minutes(5), Wait);
        QVERIFY(status()->warning()->text().isEmpty());

        faults.failNextTokens = 100;
        m_application->service()->setFaults(faults);
        refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!status()->warning()->text().isEmpty(), Wait);
        QVERIFY2(status()->warning()->text().contains("503"_L1),
                 qPrintable(status()->warning()->text()));
        QCOMPARE(status()->connectionText(), u"Connected"_s); // the old token works on

        m_application->service()->setFaults({});
        status()->warning()->retryButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(status()->warning()->text().isEmpty(), Wait);
    }

    void signsOut()
    {
        QSignalSpy spy(m_application.get(), &Application::readyToSignIn);
        Q_EMIT m_application->mainWindow()->signOutRequested();
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() == nullptr, Wait);
        QTRY_VERIFY(m_application->signInWindow()->isVisible());
        QCOMPARE(spy.size(), 1);
    }

    void signsInAsSomebodyElse()
    {
        m_application->signInDemo(u"bob"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QCOMPARE(m_application->session()->config().identity, u"bob"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->session()->chat().conversations().areLoaded(),
                                 Wait);
    }

    /// As by SIGTERM: half a sentence is on the disk before anything is waited for.
    void keepsWhatIsTypedWhenItIsTerminated()
    {
        const QAbstractItemModel *list = m_application->mainWindow()->sidebar()->list()->model();
        QTRY_VERIFY_WITH_TIMEOUT(list->rowCount() > 0, Wait);
        const QModelIndex row = list->index(0, 0);
        m_application->mainWindow()->sidebar()->list()->setCurrentIndex(row);
        const QString sid = row.data(chat::ConversationListModel::SidRole).toString();
        const QString words = u"half a sent"_s;
        QTest::keyClicks(page()->composer()->field(), words);
        QSignalSpy started(m_application.get(), &Application::quitStarted);
        QSignalSpy ended(m_application.get(), &Application::quitRequested);
        m_application->terminate();
        m_application->terminate();
        QCOMPARE(started.size(), 1);
        QCOMPARE(m_application->session()->chat().outbox().draft(sid), words);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, Wait);
    }

    void cleanupTestCase() { m_application.reset(); }

private:
    [[nodiscard]] StatusPanel *status() const { return m_application->mainWindow()->status(); }
    [[nodiscard]] ConversationPage *page() const { return m_application->mainWindow()->page(); }
    void refresh()
    {
        m_application->session()->tokens().refresh(this, [](const std::optional<TokenError> &) {});
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(tst_EndToEnd)
#include "tst_endtoend.moc"
