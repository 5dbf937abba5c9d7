// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QObject>

#include <memory>

namespace parley {

class Clock;
class Session;

/// Turns everything that happens in a session into the JSON events of the contract (one object per
/// event, with `event` and `at`). parley-cli prints them, --event-log and the inspector keep them.
///
/// Fixed `code` strings: codeName() of TokenError and of ChatError; numbers of the service as text.
class EventReporter final : public QObject
{
    Q_OBJECT

public:
    /// \a session and \a clock must outlive this object.
    EventReporter(Session &session, Clock &clock, QObject *parent = nullptr);
    ~EventReporter() override;

    /// Without message bodies, attributes, names of conversations and files, and addresses that
    /// open a file: what may go to a file.
    [[nodiscard]] static QJsonObject redacted(const QJsonObject &event);

    /// Adds an event of another class (`result`, `check`) to the stream; `at` is set here.
    void report(QJsonObject event);

Q_SIGNALS:
    void eventReported(const QJsonObject &event);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
