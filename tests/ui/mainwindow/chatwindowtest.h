// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "application/application.h"
#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "mainwindow/mainwindow.h"
#include "messages/page/conversationpage.h"
#include "messages/view/messageview.h"

#include <QListView>
#include <QTemporaryDir>
#include <QTest>

namespace parley::test {

/// The real window with the real local service, where alice has signed in. A test that opens a new
/// conversation depends on no other.
class ChatWindowTest : public QObject
{
    Q_OBJECT

protected:
    using Messages = chat::MessageListModel;
    static constexpr int Wait = 30000;

protected Q_SLOTS:
    void initTestCase()
    {
        ui::Application::Environment environment;
        environment.settingsFile = m_folder.filePath(QStringLiteral("settings.ini"));
        environment.keychain = false;
        m_application = std::make_unique<ui::Application>(*qApp, ui::Options {}, environment);
        QVERIFY(m_application->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service()->isReady(), Wait);
        m_application->signInDemo(QStringLiteral("alice"));
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(client().conversations().areLoaded(), Wait);
    }
    void cleanupTestCase() { m_application.reset(); }

protected:
    [[nodiscard]] ui::MainWindow *window() const { return m_application->mainWindow(); }
    [[nodiscard]] chat::ChatClient &client() const { return m_application->session()->chat(); }
    [[nodiscard]] ui::ConversationPage *page() const { return window()->page(); }
    [[nodiscard]] ui::Composer *composer() const { return page()->composer(); }
    [[nodiscard]] Messages *model() const { return page()->messages(); }
    [[nodiscard]] QString sid() const { return page()->conversation(); }
    [[nodiscard]] QString fileName(const QString &name) const { return m_folder.filePath(name); }

    /// A conversation of alice alone, without a message.
    void openNewConversation(const QString &name = QStringLiteral("Test room"),
                             const QString &uniqueName = {})
    {
        QString made;
        QObject context; // a late answer is dropped
        client().conversations().create({ .friendlyName = name, .uniqueName = uniqueName },
                                        &context, [&made](const auto &outcome) {
                                            if (const auto *conversation
                                                = std::get_if<chat::Conversation>(&outcome))
                                                made = conversation->sid;
                                        });
        QTRY_VERIFY_WITH_TIMEOUT(!made.isEmpty(), Wait);
        openConversation(made);
    }
    void openConversation(const QString &sid)
    {
        window()->openConversation(sid);
        QVERIFY(model() != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(!model()->isLoading(), Wait);
    }
    void act(const ui::MessageAction &action) { Q_EMIT page()->view()->actionRequested(action); }
    void send(const QString &body)
    {
        composer()->setText(body);
        QTest::keyClick(composer()->field(), Qt::Key_Return);
    }
    void sendAndWait(const QString &body)
    {
        send(body);
        QTRY_VERIFY_WITH_TIMEOUT(isConfirmed(body), Wait);
    }
    [[nodiscard]] QModelIndex find(const QString &body) const
    {
        for (int row = model() != nullptr ? model()->rowCount() - 1 : -1; row >= 0; --row) {
            if (model()->index(row).data(Qt::DisplayRole).toString() == body)
                return model()->index(row);
        }
        return {};
    }
    [[nodiscard]] qint64 indexOf(const QString &body) const { return shown(body).message.index; }
    /// Empty: there is none with these words.
    [[nodiscard]] chat::ListedMessage shown(const QString &body) const
    {
        const QModelIndex item = find(body);
        return item.isValid() ? model()->at(item.row()) : chat::ListedMessage();
    }
    [[nodiscard]] bool isConfirmed(const QString &body) const { return indexOf(body) >= 0; }
    /// The entry of a conversation in the list.
    [[nodiscard]] QModelIndex listed(const QString &sid) const
    {
        const QAbstractItemModel *list = window()->sidebar()->list()->model();
        for (int row = 0; row < list->rowCount(); ++row) {
            if (list->index(row, 0).data(chat::ConversationListModel::SidRole).toString() == sid)
                return list->index(row, 0);
        }
        return {};
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ui::Application> m_application;
};

} // namespace parley::test
