// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageselection.h"

#include "rows/messagerow.h"
#include "text/timetexts.h"

#include <QStringList>

#include <algorithm>

namespace parley::ui {

std::vector<qint64> MessageSelection::indexes() const
{
    std::vector<qint64> all;
    for (const auto &[index, message] : m_messages)
        all.push_back(index);
    return all;
}

bool MessageSelection::areAllOf(const QString &identity) const
{
    return std::ranges::all_of(
        m_messages, [&identity](const auto &entry) { return entry.second.author == identity; });
}

QString MessageSelection::text(const Names &names) const
{
    QStringList parts;
    for (const auto &[index, message] : m_messages) {
        const QString words = message.body.isEmpty()
            ? MessageTexts::oneLine(message.body, message.media)
            : message.body;
        parts.append(MessageTexts::quotation(names.of(message.author),
                                             TimeTexts::full(message.dateCreated), words));
    }
    return parts.join(u"\n\n");
}

void MessageSelection::toggle(const chat::Message &message)
{
    if (message.index < 0)
        return;
    if (m_messages.erase(message.index) == 0)
        m_messages.emplace(message.index, message);
    Q_EMIT changed();
}

void MessageSelection::add(const std::vector<chat::Message> &messages)
{
    for (const chat::Message &message : messages) {
        if (message.index >= 0)
            m_messages.insert_or_assign(message.index, message);
    }
    Q_EMIT changed();
}

void MessageSelection::remove(qint64 index)
{
    if (m_messages.erase(index) > 0)
        Q_EMIT changed();
}

void MessageSelection::clear()
{
    if (m_messages.empty())
        return;
    m_messages.clear();
    Q_EMIT changed();
}

} // namespace parley::ui
