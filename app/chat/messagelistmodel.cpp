// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messagelistmodel.h"

#include "chat/models/messagelistmodel_p.h"

namespace parley::chat {

MessageListModel::MessageListModel(ChatClient &client, const QString &conversationSid,
                                   QObject *parent)
    : QAbstractListModel(parent)
    , d(std::make_unique<Private>(this, client, conversationSid))
{
    const auto mine = [this](void (Private::*handle)(const Message &)) {
        return [this, handle](const QString &sid, const Message &message) {
            if (sid == d->sid)
                (d.get()->*handle)(message);
        };
    };
    connect(&client.messages(), &ChatMessages::added, this, mine(&Private::messageAdded));
    connect(&client.messages(), &ChatMessages::updated, this, mine(&Private::messageUpdated));
    connect(&client.messages(), &ChatMessages::removed, this, mine(&Private::messageRemoved));
    connect(&client.outbox(), &ChatOutbox::confirmed, this, mine(&Private::messageConfirmed));
    connect(&client.outbox(), &ChatOutbox::changed, this,
            [this](const QString &sid, const QString &localId) {
                if (sid == d->sid)
                    d->outboxChanged(localId);
            });
    connect(&client.outbox(), &ChatOutbox::uploadProgress, this,
            [this](const QString &sid, const QString &localId, qint64 sent, qint64 total) {
                if (sid == d->sid)
                    d->rows.setUpload(localId, total > 0 ? double(sent) / double(total) : 0);
            });
    connect(&client.messages(), &ChatMessages::missed, this, [this](const QString &sid) {
        if (sid == d->sid)
            d->compare();
    });
    const auto readersChanged = [this](const QString &sid) {
        if (sid == d->sid)
            d->updateReadHorizon();
    };
    connect(&client.participants(), &ChatParticipants::joined, this, readersChanged);
    connect(&client.participants(), &ChatParticipants::left, this, readersChanged);
    connect(&client.participants(), &ChatParticipants::updated, this, readersChanged);
    connect(&client.users(), &ChatUsers::updated, this,
            [this](const QString &identity) { d->rows.renew(identity); });
    connect(&client.connection(), &twilsock::Connection::initialized, this,
            [this] { d->retryLoading(); });
    d->showKept();
    d->loadParticipants();
    d->load({});
}

MessageListModel::~MessageListModel() = default;

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->rows.count();
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return d->rows.message(index.row()).body;
    return role == MessageRole ? QVariant::fromValue(at(index.row())) : QVariant();
}

ListedMessage MessageListModel::at(int row) const
{
    return d->rows.at(row);
}

QDateTime MessageListModel::keptSince() const
{
    return d->keptSince;
}

bool MessageListModel::isLoading() const
{
    return d->loader.isBusy();
}

bool MessageListModel::canFetchOlder() const
{
    return d->rows.hasOlder();
}

void MessageListModel::fetchOlder()
{
    if (d->rows.hasOlder() && !isLoading())
        d->load({ Private::Kind::Older, d->rows.firstIndex().value_or(-1) });
}

bool MessageListModel::canFetchNewer() const
{
    return d->hasNewer;
}

void MessageListModel::fetchNewer()
{
    if (d->hasNewer && !isLoading())
        d->load({ Private::Kind::Newer, d->rows.lastIndex() });
}

void MessageListModel::openAround(qint64 messageIndex)
{
    const auto first = d->rows.firstIndex();
    const bool isWithin
        = first && messageIndex >= *first && (messageIndex <= d->rows.lastIndex() || !d->hasNewer);
    if (isWithin)
        Q_EMIT aroundLoaded(messageIndex);
    else
        d->load({ Private::Kind::Around, messageIndex });
}

void MessageListModel::openNewest()
{
    if (d->hasNewer)
        d->load({});
}

void MessageListModel::reload()
{
    if (!isLoading())
        d->load({});
}

int MessageListModel::rowOfIndex(qint64 messageIndex) const
{
    return d->rows.rowOf(messageIndex);
}

} // namespace parley::chat
