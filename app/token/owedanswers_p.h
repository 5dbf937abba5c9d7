// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"

#include <QPointer>

#include <functional>
#include <map>

namespace parley {

/// The callbacks of refresh() and updateToken(). Each is called once, never before its call has
/// returned, and not at all once its context is destroyed.
class OwedAnswers
{
public:
    using Callback = std::function<void(const std::optional<TokenError> &)>;

    [[nodiscard]] CallId open(QObject *context, Callback done);
    /// The call has returned to its caller. True: its outcome is known and waits for takeKept().
    [[nodiscard]] bool returned(CallId call);
    /// Calls back, or keeps the outcome until the call has returned.
    void answer(const tokeneffect::AnswerCall &outcome);
    /// The outcomes that were kept, of calls that have returned since.
    [[nodiscard]] std::vector<tokeneffect::AnswerCall> takeKept();

private:
    struct Call
    {
        QPointer<QObject> context;
        Callback done;
        bool hasReturned = false;
        std::optional<tokeneffect::AnswerCall> kept {};
    };

    std::map<CallId, Call> m_calls {};
    CallId m_last = 0;
};

} // namespace parley
