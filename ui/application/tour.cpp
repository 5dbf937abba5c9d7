// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/tour.h"

#include "application/application.h"
#include "application/embeddedservice.h"
#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "conversations/sidebar.h"
#include "inspector/tokeninspector.h"
#include "mainwindow/mainwindow.h"
#include "messages/conversationpage.h"
#include "signin/signinwindow.h"
#include "status/statuspanel.h"

#include <QApplication>
#include <QDir>
#include <QListView>

#include <cstdio>

namespace parley::ui {
namespace {

constexpr std::chrono::milliseconds PollInterval { 50 };
constexpr std::chrono::milliseconds Settle { 350 }; ///< after a step, for what it has set in motion
constexpr std::chrono::milliseconds StepLimit { 20000 };

QString greeting()
{
    return QStringLiteral("Good morning! The release notes are at https://example.com/notes 🎉");
}

} // namespace

Tour::Tour(Application &application, QApplication &qtApplication, QString folder, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_qtApplication(qtApplication)
    , m_folder(std::move(folder))
    , m_delay(application.clock())
{
    addSignInSteps();
    addChatSteps();
    addTokenSteps();
    addThemeSteps();
}

Tour::~Tour() = default;

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        fail(u"the folder cannot be made"_qs);
        return;
    }
    beginStep();
}

void Tour::addSignInSteps()
{
    m_steps.push_back({ u"01-sign-in"_qs, [] {},
                        [this] {
                            return m_application.service() != nullptr
                                && m_application.service()->isReady()
                                && m_application.signInWindow()->isVisible();
                        } });
    m_steps.push_back({ u"02-signed-in"_qs, [this] { m_application.signInDemo(u"alice"_qs); },
                        [this] {
                            return m_application.mainWindow() != nullptr
                                && m_application.session()->chat().conversationsLoaded();
                        } });
}

void Tour::openGeneral()
{
    for (const chat::Conversation &conversation : m_application.session()->chat().conversations()) {
        if (conversation.displayName().contains(u"General")) {
            m_application.mainWindow()->openConversation(conversation.sid);
            return;
        }
    }
}

void Tour::addChatSteps()
{
    m_steps.push_back({ u"03-general"_qs, [this] { openGeneral(); },
                        [this] {
                            const auto *messages = m_application.mainWindow()->page()->messages();
                            return messages != nullptr && !messages->isLoading()
                                && messages->rowCount() > 0;
                        } });
    m_steps.push_back({ u"04-message-sent"_qs,
                        [this] {
                            Composer *composer = m_application.mainWindow()->page()->composer();
                            composer->setText(greeting());
                            Q_EMIT composer->field()->sendRequested();
                        },
                        [this] {
                            const auto *messages = m_application.mainWindow()->page()->messages();
                            const QModelIndex last = messages->index(messages->rowCount() - 1);
                            return m_application.session()->chat().outboxIsEmpty()
                                && last.data(chat::MessageListModel::IndexRole).toLongLong() >= 0;
                        } });
}

void Tour::addTokenSteps()
{
    const auto refresh = [this] {
        m_application.session()->tokens().refresh(this, [](const std::optional<TokenError> &) {});
    };
    m_steps.push_back({ u"05-inspector"_qs,
                        [this] { m_application.mainWindow()->setInspectorShown(true); },
                        [this] { return m_application.mainWindow()->inspector()->isVisible(); } });
    m_steps.push_back({ u"06-short-token"_qs,
                        [this, refresh] {
                            localservice::Faults faults;
                            faults.tokenTtl = std::chrono::seconds(200);
                            m_application.service()->setFaults(faults);
                            refresh();
                        },
                        [this] {
                            const TokenManager &tokens = m_application.session()->tokens();
                            return tokens.generation() > 1
                                && tokens.timeLeft() < std::chrono::minutes(5);
                        } });
    m_steps.push_back(
        { u"07-refresh-fails"_qs,
          [this, refresh] {
              localservice::Faults faults;
              faults.failNextTokens = 100;
              m_application.service()->setFaults(faults);
              refresh();
          },
          [this] { return !m_application.mainWindow()->status()->warningText().isEmpty(); } });
    m_steps.push_back(
        { u"08-recovered"_qs,
          [this, refresh] {
              m_application.service()->setFaults({});
              refresh();
          },
          [this] { return m_application.mainWindow()->status()->warningText().isEmpty(); } });
}

void Tour::addThemeSteps()
{
    m_steps.push_back({ u"09-dark"_qs,
                        [this] { m_application.theme().setChoice(ThemeChoice::Dark); },
                        [] { return true; } });
    m_steps.push_back({ u"10-small"_qs,
                        [this] {
                            m_application.mainWindow()->setInspectorShown(false);
                            m_application.mainWindow()->resize(640, 480);
                        },
                        [this] { return m_application.mainWindow()->width() <= 640; } });
}

void Tour::beginStep()
{
    if (m_current >= m_steps.size()) {
        m_qtApplication.exit(0);
        return;
    }
    m_stepStart = m_application.clock().monotonicNow();
    m_steps[m_current].begin();
    poll();
}

void Tour::poll()
{
    if (m_steps[m_current].isDone()) {
        m_delay.start(Settle, [this] { finishStep(); });
        return;
    }
    if (m_application.clock().monotonicNow() - m_stepStart > StepLimit) {
        fail(u"it did not come"_qs);
        return;
    }
    m_delay.start(PollInterval, [this] { poll(); });
}

QWidget *Tour::shownWindow() const
{
    if (m_application.mainWindow() != nullptr)
        return m_application.mainWindow();
    return m_application.signInWindow();
}

void Tour::finishStep()
{
    const QString path = m_folder + u'/' + m_steps[m_current].name + u".png"_qs;
    if (!shownWindow()->grab().save(path)) {
        fail(u"the picture cannot be saved"_qs);
        return;
    }
    ++m_current;
    beginStep();
}

void Tour::fail(const QString &reason)
{
    const QString step = m_current < m_steps.size() ? m_steps[m_current].name : QString();
    std::fprintf(stderr, "parley: the tour stopped at %s: %s\n", qPrintable(step),
                 qPrintable(reason));
    m_qtApplication.exit(1);
}

} // namespace parley::ui
