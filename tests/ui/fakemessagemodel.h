// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"
#include "token/utc.h"

#include <QAbstractListModel>
#include <QJsonArray>

#include <optional>
#include <vector>

namespace parley::test {

/// Messages made by a test, with the roles of chat::MessageListModel.
class FakeMessageModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using Model = chat::MessageListModel;
    struct Row
    {
        qint64 index = 0;
        QString author {};
        QString body {};
        QDateTime created {};
        bool own = false;
        chat::Message::Delivery delivery = chat::Message::Delivery::Sent;
        chat::MediaList media {};
        chat::ReactionList reactions {};
        std::optional<chat::Reply> reply {};
        double uploadProgress = -1;
        bool isPinned = false;
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const Row &row = m_rows[size_t(index.row())];
        if (role == Qt::DisplayRole)
            return row.body;
        return role == Model::MessageRole ? QVariant::fromValue(listed(row)) : QVariant();
    }

    void insert(int position, std::vector<Row> rows)
    {
        beginInsertRows({}, position, position + int(rows.size()) - 1);
        m_rows.insert(m_rows.begin() + position, rows.begin(), rows.end());
        endInsertRows();
    }
    void append(const Row &row) { insert(rowCount(), { row }); }
    void remove(int row)
    {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    void change(int row, const QString &body)
    {
        m_rows[size_t(row)].body = body;
        Q_EMIT dataChanged(index(row), index(row), { Model::MessageRole });
    }

    void react(int row, const chat::ReactionList &reactions)
    {
        m_rows[size_t(row)].reactions = reactions;
        Q_EMIT dataChanged(index(row), index(row), { Model::MessageRole });
    }

    /// \a count messages of alternating authors, one a minute, of different lengths.
    static std::vector<Row> many(int count, qint64 firstIndex)
    {
        std::vector<Row> rows;
        const QDateTime start(QDate(2026, 1, 1), QTime(8, 0), Utc);
        for (int i = 0; i < count; ++i) {
            Row row;
            row.index = firstIndex + i;
            row.author = i % 3 == 0 ? QStringLiteral("alice") : QStringLiteral("bob");
            row.own = i % 3 == 0;
            row.body = QStringLiteral("Message number %1 ")
                           .arg(row.index)
                           .repeated(1 + int(row.index % 7));
            row.created = start.addSecs(60 * row.index);
            rows.push_back(row);
        }
        return rows;
    }

private:
    static chat::ListedMessage listed(const Row &row)
    {
        chat::ListedMessage listed;
        listed.message.sid = QStringLiteral("IM%1").arg(row.index);
        if (row.own)
            listed.message.localId = QStringLiteral("local-%1").arg(row.index);
        listed.message.index = row.index;
        listed.message.author = row.author;
        listed.message.body = row.body;
        listed.message.dateCreated = row.created;
        listed.message.dateUpdated = row.created;
        listed.message.delivery = row.delivery;
        listed.message.media = row.media;
        listed.message.attributes = { { QStringLiteral("parley"), attributes(row) } };
        if (row.delivery == chat::Message::Delivery::Failed)
            listed.message.failure = chat::ChatError { .code = chat::ChatError::Code::Refused };
        listed.isOwn = row.own;
        listed.reply = row.reply;
        listed.uploadProgress = row.uploadProgress;
        return listed;
    }

    /// As messageattributes.h has them.
    static QJsonObject attributes(const Row &row)
    {
        QJsonObject reactions;
        for (const chat::Reaction &reaction : row.reactions)
            reactions.insert(reaction.emoji, QJsonArray::fromStringList(reaction.identities));
        QJsonObject attributes { { QStringLiteral("reactions"), reactions } };
        if (row.isPinned)
            attributes.insert(QStringLiteral("pinned"), QStringLiteral("bob"));
        return attributes;
    }

    std::vector<Row> m_rows;
};

} // namespace parley::test
