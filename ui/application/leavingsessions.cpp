// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/leavingsessions.h"

#include <algorithm>

namespace parley::ui {

void LeavingSessions::add(std::unique_ptr<Session> leaving)
{
    Session *session = leaving.get();
    m_sessions.push_back(std::move(leaving));
    connect(session, &Session::settled, this, [this, session] {
        const auto it = std::ranges::find(m_sessions, session, &std::unique_ptr<Session>::get);
        if (it == m_sessions.end())
            return;
        it->release()->deleteLater(); // we are inside its signal
        m_sessions.erase(it);
        Q_EMIT oneSettled();
    });
}

} // namespace parley::ui
