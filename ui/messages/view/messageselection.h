// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "rows/names.h"

#include <QObject>

#include <map>

namespace parley::ui {

/// The messages that the user has chosen to do something with all of them at once. Keeps them
/// whole, since the rows of the list may go meanwhile.
class MessageSelection final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] bool isEmpty() const { return m_messages.empty(); }
    [[nodiscard]] int count() const { return int(m_messages.size()); }
    [[nodiscard]] bool contains(qint64 index) const { return m_messages.contains(index); }
    [[nodiscard]] std::vector<qint64> indexes() const;
    /// Whether the author of each of them is \a identity.
    [[nodiscard]] bool areAllOf(const QString &identity) const;
    /// All of them in their order, each with its author and time.
    [[nodiscard]] QString text(const Names &names) const;

    /// What the service has not confirmed cannot be chosen.
    void toggle(const chat::Message &message);
    void add(const std::vector<chat::Message> &messages);
    void remove(qint64 index);
    void clear();

Q_SIGNALS:
    void changed();

private:
    std::map<qint64, chat::Message> m_messages; ///< by index
};

} // namespace parley::ui
