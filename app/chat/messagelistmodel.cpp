// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messagelistmodel.h"

#include "chat/messageattributes.h"
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
                    d->uploadMoved(localId, sent, total);
            });
    connect(&client.messages(), &ChatMessages::missed, this, [this](const QString &sid) {
        if (sid == d->sid)
            d->refresh();
    });
    const auto readersChanged = [this](const QString &sid) {
        if (sid == d->sid)
            d->updateReadHorizon();
    };
    connect(&client.participants(), &ChatParticipants::joined, this, readersChanged);
    connect(&client.participants(), &ChatParticipants::left, this, readersChanged);
    connect(&client.participants(), &ChatParticipants::updated, this, readersChanged);
    connect(&client.users(), &ChatUsers::updated, this,
            [this](const QString &identity) { d->nameChanged(identity); });
    connect(&client.connection(), &twilsock::Connection::initialized, this,
            [this] { d->retryLoading(); });
    d->showKept();
    d->loadParticipants();
    d->loadNewest();
}

MessageListModel::~MessageListModel() = default;

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->rows.size());
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Message &message = d->rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case BodyRole:
        return message.body;
    case SidRole:
        return message.sid;
    case LocalIdRole:
        return message.localId;
    case IndexRole:
        return message.index;
    case AuthorRole:
        return message.author;
    case AuthorNameRole:
        return d->client.users().friendlyNameOf(message.author);
    case DateCreatedRole:
        return message.dateCreated;
    case DateUpdatedRole:
        return message.dateUpdated;
    case EditedRole:
        return d->isEdited(message);
    case OwnRole:
        return d->isOwn(message);
    case DeliveryRole:
        return int(message.delivery);
    case ReadByOthersRole:
        return message.index >= 0 && message.index <= d->othersHorizon && d->isOwn(message);
    case FailureRole:
        return message.failure ? codeName(*message.failure) : QString();
    case MessageRole:
        return QVariant::fromValue(message);
    case MediaRole:
        return QVariant::fromValue(message.media);
    case ReactionsRole:
        return QVariant::fromValue(reactionsOf(message));
    case ReplyRole: {
        const auto reply = d->replyIn(message);
        return reply ? QVariant::fromValue(*reply) : QVariant();
    }
    case UploadProgressRole:
        return message.index >= 0 ? -1.0 : d->uploads.value(message.localId, -1.0);
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({ { SidRole, "sid" },
                   { LocalIdRole, "localId" },
                   { IndexRole, "messageIndex" },
                   { AuthorRole, "author" },
                   { AuthorNameRole, "authorName" },
                   { BodyRole, "body" },
                   { DateCreatedRole, "dateCreated" },
                   { DateUpdatedRole, "dateUpdated" },
                   { EditedRole, "edited" },
                   { OwnRole, "own" },
                   { DeliveryRole, "delivery" },
                   { ReadByOthersRole, "readByOthers" },
                   { FailureRole, "failure" },
                   { MessageRole, "message" },
                   { MediaRole, "media" },
                   { ReactionsRole, "reactions" },
                   { ReplyRole, "reply" },
                   { UploadProgressRole, "uploadProgress" } });
    return names;
}

QDateTime MessageListModel::keptSince() const
{
    return d->keptSince;
}

bool MessageListModel::isLoading() const
{
    return d->isShown;
}

bool MessageListModel::canFetchOlder() const
{
    return d->hasOlder;
}

void MessageListModel::fetchOlder()
{
    if (d->hasOlder && !d->load)
        d->loadOlder();
}

bool MessageListModel::canFetchNewer() const
{
    return d->hasNewer;
}

void MessageListModel::fetchNewer()
{
    if (d->hasNewer && !d->load)
        d->loadNewer();
}

void MessageListModel::openAround(qint64 messageIndex)
{
    const bool isWithin = d->firstIndex() && messageIndex >= *d->firstIndex()
        && (messageIndex <= d->lastIndex() || !d->hasNewer);
    if (isWithin)
        Q_EMIT aroundLoaded(messageIndex);
    else
        d->loadAround(messageIndex);
}

void MessageListModel::openNewest()
{
    if (d->hasNewer)
        d->loadNewest();
}

void MessageListModel::reload()
{
    if (!d->load)
        d->loadNewest();
}

int MessageListModel::rowOfIndex(qint64 messageIndex) const
{
    const int row = d->placeOf(messageIndex);
    return d->isAt(row, messageIndex) ? row : -1;
}

} // namespace parley::chat
