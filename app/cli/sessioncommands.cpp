// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

namespace parley {

using namespace Qt::StringLiterals;

namespace {

void tokenStatus(const CommandCall &call)
{
    call.succeed(eventjson::tokenStatus(call.session().tokens(), call.runner().clock().wallNow()));
}

TokenManager::AttemptCallback answeringToken(const CommandCall &call)
{
    return [call](const std::optional<TokenError> &error) {
        if (error)
            call.fail(eventjson::code(*error), eventjson::sentence(*error));
        else
            tokenStatus(call);
    };
}

void refreshToken(const CommandCall &call)
{
    call.session().tokens().refresh(&call.runner(), answeringToken(call));
}

void updateToken(const CommandCall &call)
{
    if (const auto token = call.text(u"token"_s))
        call.session().tokens().updateToken(token->toUtf8(), &call.runner(), answeringToken(call));
}

void connectToService(const CommandCall &call)
{
    call.runner().setDisconnected(false);
    call.chat().start();
    call.succeed(QJsonObject());
}

void disconnectFromService(const CommandCall &call)
{
    call.runner().setDisconnected(true);
    call.chat().stop();
    call.succeed(QJsonObject());
}

/// Beyond the contract: without it nothing but the window could remove what a run has saved.
void signOut(const CommandCall &call)
{
    call.session().signOut();
    const auto answer = [call] {
        if (!call.runner().isPending(call.serial()))
            return;
        call.succeed(QJsonObject());
        Q_EMIT call.runner().signedOut();
    };
    QObject::connect(&call.session(), &Session::settled, &call.runner(), answer);
    if (call.session().isSettled())
        call.runner().clock().callAfter(std::chrono::milliseconds(0), &call.runner(), answer);
}

void shutdown(const CommandCall &call)
{
    call.succeed(QJsonObject());
    Q_EMIT call.runner().shutdownRequested();
}

} // namespace

std::vector<CommandEntry> sessionCommands()
{
    using enum CommandNeed;
    return {
        { "tokenStatus", SignIn, tokenStatus,
          "state, identity, issuedAt, expiresAt, secondsLeft, explanation: sentences\n"
          "that say what happened last, what comes next and what can be done" },
        { "refreshToken", SignIn, refreshToken, "the same, once the attempt has ended" },
        { "updateToken", SignIn, updateToken, "token" },
        { "connect", SignIn, connectToService },
        { "disconnect", SignIn, disconnectFromService },
        { "signOut", Nothing, signOut },
        { "shutdown", Nothing, shutdown },
    };
}

} // namespace parley
