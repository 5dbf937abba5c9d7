// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace parley::localservice {

/// Brings the process's signals into the event loop. One object in a process.
class UnixSignals final : public QObject
{
    Q_OBJECT

public:
    enum class Signal : char {
        Quit = 'q', ///< SIGINT, SIGTERM
        User1 = '1',
        User2 = '2',
    };

    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

    [[nodiscard]] bool install();

Q_SIGNALS:
    void received(parley::localservice::UnixSignals::Signal signal);

private:
    void read();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace parley::localservice
