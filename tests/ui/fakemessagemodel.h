// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messageattributes.h"
#include "chat/messagelistmodel.h"
#include "token/utc.h"

#include <QAbstractListModel>

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
        switch (role) {
        case Model::SidRole:
            return QStringLiteral("IM%1").arg(row.index);
        case Model::LocalIdRole:
            return row.own ? QStringLiteral("local-%1").arg(row.index) : QString();
        case Model::IndexRole:
            return row.index;
        case Model::AuthorRole:
        case Model::AuthorNameRole:
            return row.author;
        case Model::BodyRole:
            return row.body;
        case Model::DateCreatedRole:
        case Model::DateUpdatedRole:
            return row.created;
        case Model::EditedRole:
            return false;
        case Model::OwnRole:
            return row.own;
        case Model::DeliveryRole:
            return int(row.delivery);
        case Model::ReadByOthersRole:
            return false;
        case Model::FailureRole:
            return row.delivery == chat::Message::Delivery::Failed ? QStringLiteral("refused")
                                                                   : QString();
        case Model::MediaRole:
            return QVariant::fromValue(row.media);
        case Model::ReactionsRole:
            return QVariant::fromValue(row.reactions);
        case Model::ReplyRole:
            return row.reply ? QVariant::fromValue(*row.reply) : QVariant();
        case Model::MessageRole: {
            chat::Message message;
            message.sid = QStringLiteral("IM%1").arg(row.index);
            message.index = row.index;
            message.author = row.author;
            message.body = row.body;
            message.dateCreated = row.created;
            message.media = row.media;
            if (row.isPinned)
                message.attributes = std::get<QJsonObject>(
                    chat::pinChange(QStringLiteral("bob"), chat::Toggle::On)(QJsonObject()));
            return QVariant::fromValue(message);
        }
        case Model::UploadProgressRole:
            return row.uploadProgress;
        default:
            return {};
        }
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
        Q_EMIT dataChanged(index(row), index(row), { Model::BodyRole });
    }

    void react(int row, const chat::ReactionList &reactions)
    {
        m_rows[size_t(row)].reactions = reactions;
        Q_EMIT dataChanged(index(row), index(row), { Model::ReactionsRole });
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
    std::vector<Row> m_rows;
};

} // namespace parley::test
