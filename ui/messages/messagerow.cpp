// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/messagerow.h"

#include "text/timetexts.h"

#include <QAbstractItemModel>

namespace parley::ui {
namespace {

using Model = chat::MessageListModel;
using Delivery = chat::Message::Delivery;

constexpr qint64 GroupPauseSeconds = 5 * 60;

bool isNew(const QAbstractItemModel &model, int row, qint64 firstUnread)
{
    const QModelIndex index = model.index(row, 0);
    return index.data(Model::IndexRole).toLongLong() >= firstUnread
        && !index.data(Model::OwnRole).toBool();
}

} // namespace

MessageRow MessageRow::read(const QAbstractItemModel &model, int row, qint64 firstUnread)
{
    const QModelIndex item = model.index(row, 0);
    MessageRow result;
    result.sid = item.data(Model::SidRole).toString();
    result.localId = item.data(Model::LocalIdRole).toString();
    result.index = item.data(Model::IndexRole).toLongLong();
    result.author = item.data(Model::AuthorRole).toString();
    result.authorName = item.data(Model::AuthorNameRole).toString();
    if (result.authorName.isEmpty())
        result.authorName = result.author;
    result.body = item.data(Model::BodyRole).toString();
    result.created = item.data(Model::DateCreatedRole).toDateTime();
    result.edited = item.data(Model::EditedRole).toBool();
    result.own = item.data(Model::OwnRole).toBool();
    result.delivery = Delivery(item.data(Model::DeliveryRole).toInt());
    result.readByOthers = item.data(Model::ReadByOthersRole).toBool();
    result.failure = item.data(Model::FailureRole).toString();

    result.startsDay = true;
    result.startsGroup = true;
    if (row > 0) {
        const QModelIndex before = model.index(row - 1, 0);
        const QDateTime created = before.data(Model::DateCreatedRole).toDateTime();
        result.startsDay = created.toLocalTime().date() != result.created.toLocalTime().date();
        result.startsGroup = result.startsDay
            || before.data(Model::AuthorRole).toString() != result.author
            || created.secsTo(result.created) > GroupPauseSeconds;
    }
    if (firstUnread >= 0 && isNew(model, row, firstUnread)) {
        // The first one of others at or behind the mark; own ones in between do not count.
        int earlier = row - 1;
        while (earlier >= 0
               && model.index(earlier, 0).data(Model::IndexRole).toLongLong() >= firstUnread
               && model.index(earlier, 0).data(Model::OwnRole).toBool())
            --earlier;
        result.startsUnread = earlier < 0 || !isNew(model, earlier, firstUnread);
    }
    result.startsGroup = result.startsGroup || result.startsUnread;
    return result;
}

QString MessageTexts::description(const MessageRow &row)
{
    const QString when = TimeTexts::full(row.created);
    const QString status = delivery(row);
    if (!row.own) {
        //: Read out for a message: author, text, time.
        return tr("%1: %2. %3").arg(row.authorName, row.body, when);
    }
    //: Read out for an own message: text, time, whether it was delivered.
    return tr("You: %1. %2. %3").arg(row.body, when, status);
}

QString MessageTexts::delivery(const MessageRow &row)
{
    switch (row.delivery) {
    case Delivery::Sent:
        return row.readByOthers ? tr("Read") : tr("Sent");
    case Delivery::Waiting:
        return tr("Waiting to be sent");
    case Delivery::Sending:
        return tr("Being sent");
    case Delivery::Failed:
        return failure(row.failure);
    }
    Q_UNREACHABLE();
}

QString MessageTexts::failure(const QString &code)
{
    if (code == u"tooLong")
        return tr("Not sent: the message is too long.");
    if (code == u"notFound")
        return tr("Not sent: the conversation does not exist any more.");
    return tr("Not sent: the chat service refused it.");
}

QString MessageTexts::retry()
{
    return tr("Try again");
}

QString MessageTexts::newMessages()
{
    return tr("New messages");
}

QString MessageTexts::edited()
{
    return tr("edited");
}

} // namespace parley::ui
