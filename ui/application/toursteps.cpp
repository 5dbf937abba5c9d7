// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/tour.h"

#include "application/application.h"
#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "demo/experiments.h"
#include "diagnostics/watchedapplication.h"
#include "inspector/eventlogview.h"
#include "inspector/tokeninspector.h"
#include "inspector/tokentimeline.h"
#include "mainwindow/columns.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/windowdialogs.h"
#include "messages/page/conversationfind.h"
#include "messages/page/conversationpage.h"
#include "messages/page/pagecolumns.h"
#include "signin/endpointform.h"
#include "signin/signinwindow.h"
#include "status/statuspanel.h"
#include "status/warningbar.h"
#include "tokentour/tokentour.h"

#include <QLineEdit>
#include <QProgressBar>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

using localservice::Faults;

QString greeting()
{
    return u"Good morning! The release notes are at https://example.com/notes 🎉"_s;
}

bool progressIsOver(const QWidget &widget)
{
    const QList<QProgressBar *> bars = widget.findChildren<QProgressBar *>();
    return std::none_of(bars.begin(), bars.end(),
                        [](const QProgressBar *bar) { return bar->isVisible(); });
}

} // namespace

void Tour::addSignInSteps()
{
    addStep(
        u"sign-in"_s, [] {},
        [this] {
            return m_application.service() != nullptr && m_application.service()->isReady()
                && signInWindow().isVisible();
        });
    addStep(u"sign-in-own-back-end"_s, [this] {
        signInWindow().startWithForm();
        signInWindow().showStart();
    });
    addStep(u"sign-in-fields-checked"_s, [this] {
        UiSettings::SignIn values;
        values.tokenUrl = QUrl(u"http://example.com/token"_s);
        signInWindow().form()->setValues(values, u"us1"_s);
        if (signInWindow().form()->validate())
            fail(u"the fields were taken"_s);
    });
}

void Tour::addDoctorSteps()
{
    addStep(
        u"doctor-with-a-failure"_s,
        [this] {
            UiSettings::SignIn values;
            values.tokenUrl = m_application.service()->tokenUrl();
            values.serviceUrl = m_application.service()->serviceUrl();
            values.identity = u"alice"_s;
            signInWindow().form()->setValues(values, u"us1"_s);
            Faults faults;
            faults.tokenTtl = std::chrono::seconds(90); // shorter than Twilio allows
            m_application.service()->setFaults(faults);
            SignInRequest request = signInWindow().form()->request();
            request.secret = m_application.passwordOfDemoAccounts();
            Q_EMIT signInWindow().form()->testRequested(request);
        },
        [this] { return progressIsOver(signInWindow()); });
    addStep(
        u"sign-in-refused"_s,
        [this] {
            m_application.service()->setFaults({});
            SignInRequest request = signInWindow().form()->request();
            request.secret = u"wrong"_s;
            Q_EMIT signInWindow().signInRequested(request);
        },
        [this] { return !signInWindow().message().isEmpty(); });
    addStep(u"sign-in-under-way"_s, [this] {
        Faults faults;
        faults.failNextTokens = 100;
        m_application.service()->setFaults(faults);
        m_application.signInDemo(u"alice"_s);
    });
}

void Tour::addLoadingSteps()
{
    addStep(
        u"loading"_s,
        [this] {
            Q_EMIT signInWindow().cancelled();
            m_application.service()->setFaults({});
            localservice::ServiceFaults slow;
            slow.latency = std::chrono::milliseconds(1500);
            m_application.service()->setServiceFaults(slow);
            m_application.signInDemo(u"alice"_s);
        },
        [this] { return m_application.mainWindow() != nullptr; });
    addStep(
        u"signed-in"_s, [this] { m_application.service()->setServiceFaults({}); },
        [this] { return m_application.session()->chat().conversations().areLoaded(); });
}

void Tour::openGeneral()
{
    for (const chat::Conversation &conversation :
         m_application.session()->chat().conversations().all()) {
        if (conversation.displayName().contains(u"General")) {
            window().openConversation(conversation.sid);
            return;
        }
    }
}

void Tour::addChatSteps()
{
    addStep(
        u"general"_s, [this] { openGeneral(); },
        [this] {
            const auto *messages = window().page()->messages();
            return messages != nullptr && !messages->isLoading() && messages->rowCount() > 0;
        });
    addStep(
        u"message-sent"_s,
        [this] {
            window().page()->composer()->setText(greeting());
            Q_EMIT window().page()->composer()->sendRequested(greeting());
        },
        [this] {
            const auto *messages = window().page()->messages();
            const int last = messages->rowCount() - 1;
            return m_application.session()->chat().outbox().isEmpty() && last >= 0
                && messages->at(last).message.index >= 0;
        });
    addStep(u"no-conversation-found"_s, [this] {
        window().sidebar()->findChild<QLineEdit *>()->setText(u"nothing like it"_s);
    });
    addStep(
        u"empty-conversation"_s,
        [this] {
            window().sidebar()->findChild<QLineEdit *>()->clear();
            m_application.session()->chat().conversations().create(
                { .friendlyName = u"Plans for the weekend"_s }, this,
                [this](const chat::Outcome<chat::Conversation> &outcome) {
                    if (const auto *made = std::get_if<chat::Conversation>(&outcome))
                        window().openConversation(made->sid);
                });
        },
        [this] {
            const auto *messages = window().page()->messages();
            return messages != nullptr && !messages->isLoading() && messages->rowCount() == 0;
        });
}

void Tour::addDialogSteps()
{
    addStep(u"quick-switcher"_s, [this] {
        openGeneral();
        window().dialogs().showSwitcher();
    });
    const auto addDialog = [this](const QString &name, void (WindowDialogs::*show)()) {
        addStep(name, [this, show] {
            closeDialogs();
            (window().dialogs().*show)();
        });
    };
    addDialog(u"settings"_s, &WindowDialogs::showSettings);
    addDialog(u"shortcuts"_s, &WindowDialogs::showShortcuts);
    addDialog(u"profile"_s, &WindowDialogs::showProfile);
    addDialog(u"about"_s, &WindowDialogs::showAbout);
    addDialog(u"find-everywhere"_s, &WindowDialogs::findEverywhere);
    const auto addQuestion = [this](const QString &name, void (ConversationActions::*ask)()) {
        addStep(name, [this, ask] {
            closeDialogs();
            (window().page()->actions().*ask)();
        });
    };
    addQuestion(u"new-conversation"_s, &ConversationActions::create);
    addQuestion(u"join"_s, &ConversationActions::join);
    addQuestion(u"start-direct"_s, &ConversationActions::startDirect);
    addStep(u"find"_s, [this] {
        closeDialogs();
        window().page()->find().openBar();
        if (auto *words = qobject_cast<QLineEdit *>(window().focusWidget()))
            words->setText(u"the"_s);
    });
    addStep(u"participants"_s, [this] {
        window().page()->find().setConversation(window().page()->conversation());
        window().page()->columns().setPanelShown(true);
    });
    addStep(u"question"_s, [this] {
        window().page()->columns().setPanelShown(false);
        window().page()->actions().leave(window().page()->conversation());
    });
}

void Tour::refresh()
{
    m_application.session()->tokens().refresh(this, [](const std::optional<TokenError> &) {});
}

void Tour::addInspectorSteps()
{
    addStep(u"inspector"_s, [this] {
        closeDialogs();
        window().setInspectorShown(true);
    });
    addStep(u"inspector-events"_s,
            [this] { window().inspector()->showPage(TokenInspector::Page::Events); });
    addStep(u"inspector-faults"_s,
            [this] { window().inspector()->showPage(TokenInspector::Page::Faults); });
    addStep(
        u"experiment"_s, [this] { window().experiments()->begin(Experiments::Id::Sleep); },
        [this] { return !window().experiments()->isRunning(); });
    addStep(u"token-tour"_s, [this] { window().startTokenTour(); });
    addStep(
        u"token-tour-step"_s,
        [this] {
            window().tokenTour()->act(); // to the second step
            window().tokenTour()->act(); // which refreshes
        },
        [this] { return window().tokenTour()->phase() == TokenTour::Phase::Seen; });
}

void Tour::addFaultSteps()
{
    addStep(
        u"short-token"_s,
        [this] {
            window().tokenTour()->leave();
            Faults faults;
            faults.tokenTtl = std::chrono::seconds(200);
            m_application.service()->setFaults(faults);
            refresh();
        },
        [this] {
            const TokenManager &tokens = m_application.session()->tokens();
            return tokens.timeLeft() < std::chrono::minutes(5);
        });
    addStep(
        u"refresh-fails"_s,
        [this] {
            Faults faults;
            faults.failNextTokens = 100;
            m_application.service()->setFaults(faults);
            refresh();
        },
        [this] { return !window().status()->warning()->text().isEmpty(); });
    addStep(
        u"recovered"_s,
        [this] {
            m_application.service()->setFaults({});
            refresh();
        },
        [this] { return window().status()->warning()->text().isEmpty(); });
    addStep(u"timeline-moved"_s, [this] {
        window().inspector()->timeline()->zoom().moveBy(-0.25);
        window().inspector()->timeline()->setFocus();
    });
    addStep(
        u"service-down"_s, [this] { m_application.service()->setServiceUp(false); },
        [this] {
            return m_application.session()->chat().connection().state()
                != twilsock::ConnectionState::Connected
                && window().status()->connectionText() != u"Connected";
        });
    addStep(
        u"back-again"_s,
        [this] {
            m_application.service()->setServiceUp(true);
            m_application.session()->chat().connection().retryNow();
        },
        [this] {
            return m_application.session()->chat().connection().state()
                == twilsock::ConnectionState::Connected;
        });
    addStep(
        u"sign-in-again"_s,
        [this] {
            Faults faults;
            faults.failNextTokens = 100;
            faults.status = 401;
            m_application.service()->setFaults(faults);
            refresh();
            window().dialogs().signInAgain();
        },
        [this] {
            return m_application.session()->tokens().state() == TokenManager::State::NeedsSignIn;
        });
}

void Tour::addThemeSteps()
{
    addStep(u"dark"_s, [this] {
        closeDialogs();
        m_application.theme().setChoice(ThemeChoice::Dark);
    });
    addStep(u"dark-settings"_s, [this] { window().dialogs().showSettings(); });
    addStep(u"right-to-left"_s, [this] {
        closeDialogs();
        m_application.theme().setChoice(ThemeChoice::Light);
        m_qtApplication.setLayoutDirection(Qt::RightToLeft);
    });
    addStep(
        u"small"_s,
        [this] {
            m_qtApplication.setLayoutDirection(Qt::LeftToRight);
            window().setInspectorShown(false);
            window().resize(640, 480);
        },
        [this] { return window().width() <= 640; });
    addStep(u"small-with-inspector"_s, [this] {
        window().setInspectorShown(true);
        window().inspector()->showPage(TokenInspector::Page::Faults);
    });
    addStep(
        u"one-column-inspector"_s, [this] { window().resize(400, 640); },
        [this] { return window().width() <= 400; });
    addStep(u"one-column-conversation"_s, [this] {
        window().setInspectorShown(false);
        window().columns()->showPage();
    });
    addStep(u"one-column-list"_s, [this] { window().showList(); });
    addStep(u"large-text"_s, [this] {
        window().resize(1120, 720);
        window().setInspectorShown(true);
        m_application.theme().setTextSize(150);
    });
    addStep(u"large-text-settings"_s, [this] { window().dialogs().showSettings(); });
}

} // namespace parley::ui
