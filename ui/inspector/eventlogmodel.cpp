// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/eventlogmodel.h"

#include "session/events/eventjson.h"
#include "session/events/eventreporter.h"
#include "text/showntext.h"
#include "text/timetexts.h"
#include "text/tooltips.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

/// What a reader looks for first comes first, ids come last.
int rankOf(const QString &key)
{
    static const QStringList first { u"kind"_s,      u"trigger"_s,  u"reason"_s,
                                     u"code"_s,      u"state"_s,    u"message"_s,
                                     u"attempt"_s,   u"attempts"_s, u"retryInSeconds"_s,
                                     u"expiresAt"_s, u"identity"_s, u"author"_s,
                                     u"index"_s };
    static const QStringList last { u"conversation"_s, u"participant"_s, u"sid"_s, u"roleSid"_s };
    if (const qsizetype place = first.indexOf(key); place >= 0)
        return int(place);
    return int(first.size() + 1 + last.indexOf(key));
}

/// The time of the event has its own place; other dates of the chat are in the exported line.
bool isShown(const QString &key, const QJsonValue &value)
{
    if (key == "event"_L1 || key == "at"_L1 || key == "serverAt"_L1 || key.startsWith("date"_L1)
        || key.endsWith("Timestamp"_L1))
        return false;
    if (value.isObject() || value.isArray() || value.isNull() || value == "[redacted]"_L1)
        return false;
    return !(key.endsWith("Code"_L1) && value.toInt() == 0);
}

/// A time as on a clock, and of an id so much that it can be told from others.
QString shortValue(const QString &key, const QJsonValue &value)
{
    static const QRegularExpression id(u"^[A-Z]{2}[0-9a-f]{32}$"_s);
    const QString text = value.toVariant().toString();
    if (key.endsWith("At"_L1)) {
        const QDateTime at = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (at.isValid())
            return TimeTexts::timeWithSeconds(at);
    }
    return id.match(text).hasMatch() ? text.left(8) + u'…' : text;
}

bool isTrouble(const QString &kind)
{
    return kind == u"failed" || kind == u"rejected" || kind == u"expired"
        || kind == u"signInRequired";
}

} // namespace

int EventLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant EventLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &event = m_entries[size_t(index.row())].event;
    const QString name = event.value(u"event"_s).toString();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return describe(event);
    case Qt::ToolTipRole:
        return toolTipText(ShownText::body(
            QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Indented))));
    case EventRole:
        return event;
    case GroupRole:
        return int(groupOf(name));
    case ProblemRole:
        return name.endsWith(u"Failed") || name.endsWith(u"Error") || name == u"tokenExpired"
            || (name == u"trace" && isTrouble(event.value(u"kind"_s).toString()));
    default:
        return {};
    }
}

void EventLogModel::append(const QJsonObject &event)
{
    if (rowCount() >= Capacity)
        dropOne();
    const Group group = groupOf(event.value(u"event"_s).toString());
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_entries.push_back({ EventReporter::redacted(event), group });
    m_chatEntries += group == Group::Chat;
    endInsertRows();
}

void EventLogModel::dropOne()
{
    auto oldest = m_entries.begin();
    if (m_chatEntries >= Capacity / 2)
        oldest = std::ranges::find(m_entries, Group::Chat, &Entry::group);
    const auto row = int(oldest - m_entries.begin());
    beginRemoveRows({}, row, row);
    m_chatEntries -= oldest->group == Group::Chat;
    m_entries.erase(oldest);
    endRemoveRows();
}

void EventLogModel::appendTrace(const QJsonObject &entry)
{
    QJsonObject event = entry;
    event.insert(u"event"_s, u"trace"_s);
    append(event);
}

void EventLogModel::clear()
{
    beginResetModel();
    m_entries.clear();
    m_chatEntries = 0;
    endResetModel();
}

QByteArray EventLogModel::toJsonLines() const
{
    QByteArray lines;
    for (const Entry &entry : m_entries)
        lines += eventjson::line(entry.event) + '\n';
    return lines;
}

QDateTime EventLogModel::timeOf(const QJsonObject &event)
{
    return QDateTime::fromString(event.value(u"at"_s).toString(), Qt::ISODateWithMs);
}

QString EventLogModel::describe(const QJsonObject &event)
{
    const QDateTime at = timeOf(event);
    QStringList keys = event.keys();
    std::ranges::stable_sort(keys, {}, rankOf);
    QStringList parts;
    for (const QString &key : std::as_const(keys)) {
        const QJsonValue value = event.value(key);
        const QString text = isShown(key, value) ? shortValue(key, value) : QString();
        if (!text.isEmpty())
            parts.append(key + u": "_s + ShownText::line(text));
    }
    QString text = event.value(u"event"_s).toString();
    if (at.isValid())
        text.prepend(TimeTexts::timeWithSeconds(at) + u' ');
    if (!parts.isEmpty())
        text += u" – "_s + parts.join(u", ");
    return text;
}

EventLogModel::Group EventLogModel::groupOf(const QString &eventName)
{
    if (eventName == u"trace")
        return Group::Trace;
    if (eventName.startsWith(u"token") || eventName.startsWith(u"signedIn")
        || eventName.startsWith(u"signIn") || eventName == u"signedOut")
        return Group::Token;
    if (eventName.startsWith(u"connection") || eventName.startsWith(u"init"))
        return Group::Connection;
    return Group::Chat;
}

void EventLogFilter::setGroup(int group)
{
    changeFilter([this, group] { m_group = group; });
}

void EventLogFilter::setSearch(const QString &search)
{
    changeFilter([this, &search] { m_search = search; });
}

bool EventLogFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const int group = index.data(EventLogModel::GroupRole).toInt();
    if (m_group == AllButTrace ? group == int(EventLogModel::Group::Trace)
                               : m_group != AllEvents && group != m_group)
        return false;
    if (m_search.isEmpty()
        || index.data(Qt::DisplayRole).toString().contains(m_search, Qt::CaseInsensitive))
        return true;
    // What the line has no room for.
    const QJsonDocument event(index.data(EventLogModel::EventRole).toJsonObject());
    return QString::fromUtf8(event.toJson(QJsonDocument::Compact))
        .contains(m_search, Qt::CaseInsensitive);
}

} // namespace parley::ui
