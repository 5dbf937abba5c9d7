// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/filtermodel.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QJsonObject>

#include <deque>

namespace parley::ui {

/// The newest events of the session, redacted: bodies, attributes and names never enter this list.
class EventLogModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int Capacity = 2000;

    enum Role : int {
        EventRole = Qt::UserRole + 1, ///< QJsonObject, redacted
        GroupRole, ///< int(Group)
        ProblemRole, ///< bool: something failed
    };
    enum class Group { Token, Connection, Chat, Trace };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// Redacts \a event and appends it. When there are too many the oldest one goes: of the chat as
    /// long as half of them are, so that a busy room does not push out the story of the token.
    void append(const QJsonObject &event);
    /// A line of TokenManager's trace: an event `trace` with its `kind`.
    void appendTrace(const QJsonObject &entry);
    void clear();
    /// All of them as JSON lines, for a file.
    [[nodiscard]] QByteArray toJsonLines() const;

    /// When \a event happened, by this computer's clock; invalid: it does not say.
    [[nodiscard]] static QDateTime timeOf(const QJsonObject &event);
    /// `10:42:07 tokenUpdated – reason: proactive`, without what is redacted; ids are cut.
    [[nodiscard]] static QString describe(const QJsonObject &event);
    [[nodiscard]] static Group groupOf(const QString &eventName);

private:
    struct Entry
    {
        QJsonObject event;
        Group group = Group::Token;
    };

    void dropOne();

    std::deque<Entry> m_entries;
    int m_chatEntries = 0;
};

/// The events of some groups that have a text.
class EventLogFilter final : public FilterModel
{
    Q_OBJECT

public:
    using FilterModel::FilterModel;

    /// What is not one group alone.
    enum Choice { AllEvents = -1, AllButTrace = -2 };
    /// A Group or a Choice.
    void setGroup(int group);
    void setSearch(const QString &search);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    int m_group = AllEvents;
    QString m_search;
};

} // namespace parley::ui
