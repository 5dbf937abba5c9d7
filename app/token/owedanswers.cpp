// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/owedanswers_p.h"

#include <utility>

namespace parley {

CallId OwedAnswers::open(QObject *context, Callback done)
{
    m_calls.emplace(++m_last, Call { .context = context, .done = std::move(done) });
    return m_last;
}

bool OwedAnswers::returned(CallId call)
{
    const auto it = m_calls.find(call);
    if (it == m_calls.end())
        return false;
    it->second.hasReturned = true;
    return it->second.kept.has_value();
}

void OwedAnswers::answer(const tokeneffect::AnswerCall &outcome)
{
    const auto it = m_calls.find(outcome.call);
    if (it == m_calls.end())
        return;
    if (!it->second.hasReturned) {
        it->second.kept = outcome;
        return;
    }
    const Call call = std::move(it->second);
    m_calls.erase(it); // first, because the callback may destroy this object
    if (call.context && call.done)
        call.done(outcome.error);
}

std::vector<tokeneffect::AnswerCall> OwedAnswers::takeKept()
{
    std::vector<tokeneffect::AnswerCall> kept;
    for (auto &[id, call] : m_calls) {
        if (call.hasReturned && call.kept)
            kept.push_back(*std::exchange(call.kept, std::nullopt));
    }
    return kept;
}

} // namespace parley
