// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QObject>

#include <memory>
#include <vector>

namespace parley::ui {

/// Sessions whose user has left, and which still end their work with keychain and back end. The
/// window does not wait for them.
class LeavingSessions final : public QObject
{
    Q_OBJECT

public:
    /// \a session has been shut down. It is deleted when it is settled.
    void add(std::unique_ptr<Session> session);
    [[nodiscard]] bool isEmpty() const { return m_sessions.empty(); }

Q_SIGNALS:
    /// One of them is settled, and none any more.
    void oneSettled();

private:
    std::vector<std::unique_ptr<Session>> m_sessions;
};

} // namespace parley::ui
