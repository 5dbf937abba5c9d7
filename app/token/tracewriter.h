// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QPointer>

class QIODevice;

namespace parley {

class TokenManager;

/// Writes what a TokenManager traces as JSON lines: each request with its cause and the triggers
/// that joined it, each refusal with its reason, and what was decided next, with the times of both
/// clocks. No secrets; the same run gives the same bytes.
class TraceWriter final : public QObject
{
    Q_OBJECT

public:
    /// \a manager and \a device may be destroyed before this object.
    TraceWriter(const TokenManager &manager, QIODevice &device, QObject *parent = nullptr);

    /// One entry as one line with its end; its fields in the order of their names.
    [[nodiscard]] static QByteArray line(const QJsonObject &entry);

private:
    QPointer<QIODevice> m_device;
};

} // namespace parley
