// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversationlistmodel.h"

#include "chat/chatclient.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace parley::chat {

namespace {

/// Newest messages that are read at a time, once everything else is there.
constexpr int MaxFetching = 4;

} // namespace

class ConversationListModel::Private
{
public:
    struct Row
    {
        Conversation conversation {};
        QString lastMessage {};
        QString lastAuthor {};
        MediaList lastMedia {};
        qint64 lastIndex = -1; // of lastMessage
        QString draft {};
        bool hasFailed = false;
        bool isSending = false;
        bool isAsked = false; // a view has asked for its newest message

        bool operator==(const Row &) const = default;
        void takeWords(const Message &message)
        {
            lastMessage = message.body;
            lastAuthor = message.author;
            lastMedia = message.media;
        }
        [[nodiscard]] bool isKept() const
        {
            return conversation.loading == Conversation::Loading::Kept;
        }
    };

    Private(ConversationListModel *model, ChatClient &chatClient)
        : q(model)
        , client(chatClient)
    { }

    [[nodiscard]] static QDateTime activityOf(const Conversation &conversation);
    [[nodiscard]] static bool comesBefore(const Row &a, const Row &b);
    [[nodiscard]] int rowOf(const QString &sid) const;
    void takeOutbox(Row &row) const;
    void put(const Conversation &conversation);
    void insert(const Conversation &conversation);
    void remove(const Conversation &conversation);
    void change(int row, Row next);
    [[nodiscard]] int placeOf(int row, const Row &next) const;
    void setLastMessage(const QString &sid, const Message &message);
    void clearLastMessage(int row);
    void messageUpdated(const QString &sid, const Message &message);
    void messageRemoved(const QString &sid, const Message &message);
    void outboxChanged(const QString &sid);
    void draftChanged(const QString &sid);
    void ask(const QString &sid);
    void readAgain(const QString &sid);
    void readMissing();
    void fetch();

    ConversationListModel *q;
    ChatClient &client;
    std::vector<Row> rows; // by comesBefore()
    std::deque<QString> queue; // conversations whose newest message is to be read
    int fetching = 0;
};

ConversationListModel::ConversationListModel(ChatClient &client, QObject *parent)
    : QAbstractListModel(parent)
    , d(std::make_unique<Private>(this, client))
{
    const auto put = [this](const Conversation &conversation) { d->put(conversation); };
    const auto remove = [this](const Conversation &conversation) { d->remove(conversation); };
    connect(&client.conversations(), &ChatConversations::added, this, put);
    connect(&client.conversations(), &ChatConversations::updated, this, put);
    connect(&client.conversations(), &ChatConversations::joined, this, put);
    connect(&client.conversations(), &ChatConversations::left, this, remove);
    connect(&client.conversations(), &ChatConversations::removed, this, remove);
    connect(&client.connection(), &twilsock::Connection::initialized, this,
            [this] { d->readMissing(); });
    connect(&client.messages(), &ChatMessages::missed, this,
            [this](const QString &sid) { d->readAgain(sid); });
    connect(
        &client.messages(), &ChatMessages::added, this,
        [this](const QString &sid, const Message &message) { d->setLastMessage(sid, message); });
    connect(
        &client.messages(), &ChatMessages::updated, this,
        [this](const QString &sid, const Message &message) { d->messageUpdated(sid, message); });
    connect(
        &client.messages(), &ChatMessages::removed, this,
        [this](const QString &sid, const Message &message) { d->messageRemoved(sid, message); });
    connect(&client.outbox(), &ChatOutbox::changed, this,
            [this](const QString &sid) { d->outboxChanged(sid); });
    connect(&client.outbox(), &ChatOutbox::draftChanged, this,
            [this](const QString &sid) { d->draftChanged(sid); });
    for (const Conversation &conversation : client.conversations().all())
        d->put(conversation);
}

ConversationListModel::~ConversationListModel() = default;

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(d->rows.size());
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Private::Row &row = d->rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return row.conversation.displayName();
    case SidRole:
        return row.conversation.sid;
    case UniqueNameRole:
        return row.conversation.uniqueName;
    case LastMessageRole:
        if (!row.isAsked && !row.isKept())
            d->ask(QString(row.conversation.sid));
        return row.lastMessage;
    case LastAuthorRole:
        return row.lastAuthor;
    case LastActivityRole:
        return Private::activityOf(row.conversation);
    case UnreadRole:
        return row.conversation.unreadCount.value_or(0);
    case MutedRole:
        return row.conversation.muted;
    case FailedRole:
        return row.hasFailed;
    case LastMediaRole:
        return QVariant::fromValue(row.lastMedia);
    case DraftRole:
        return row.draft;
    case SendingRole:
        return row.isSending;
    case ConversationRole:
        return QVariant::fromValue(row.conversation);
    default:
        return {};
    }
}

int ConversationListModel::rowOf(const QString &conversationSid) const
{
    return d->rowOf(conversationSid);
}

QDateTime ConversationListModel::Private::activityOf(const Conversation &conversation)
{
    return conversation.lastMessageDate.isValid() ? conversation.lastMessageDate
                                                  : conversation.dateCreated;
}

bool ConversationListModel::Private::comesBefore(const Row &a, const Row &b)
{
    const QDateTime activityA = activityOf(a.conversation);
    const QDateTime activityB = activityOf(b.conversation);
    if (activityA != activityB)
        return activityA > activityB;
    return a.conversation.sid < b.conversation.sid; // any order, but always the same
}

int ConversationListModel::Private::rowOf(const QString &sid) const
{
    const auto it = std::ranges::find_if(
        rows, [&sid](const Row &row) { return row.conversation.sid == sid; });
    return it != rows.end() ? int(it - rows.begin()) : -1;
}

void ConversationListModel::Private::takeOutbox(Row &row) const
{
    row.hasFailed = false;
    row.isSending = false;
    for (const Message &message : client.outbox().messages(row.conversation.sid)) {
        const bool failed = message.delivery == Message::Delivery::Failed;
        (failed ? row.hasFailed : row.isSending) = true;
    }
}

void ConversationListModel::Private::put(const Conversation &conversation)
{
    if (conversation.status != Conversation::Status::Joined)
        return remove(conversation);
    const int row = rowOf(conversation.sid);
    if (row < 0)
        return insert(conversation);
    Row next = rows[size_t(row)];
    next.conversation = conversation;
    change(row, std::move(next));
}

void ConversationListModel::Private::insert(const Conversation &conversation)
{
    Row next { .conversation = conversation, .draft = client.outbox().draft(conversation.sid) };
    takeOutbox(next);
    // Without its index: it is asked for again, and what the service says takes its place.
    if (const auto newest = client.messages().keptNewest(conversation.sid))
        next.takeWords(*newest);
    const auto place = std::ranges::lower_bound(rows, next, comesBefore);
    const int row = int(place - rows.begin());
    q->beginInsertRows({}, row, row);
    rows.insert(place, std::move(next));
    q->endInsertRows();
}

void ConversationListModel::Private::remove(const Conversation &conversation)
{
    const int row = rowOf(conversation.sid);
    if (row < 0)
        return;
    q->beginRemoveRows({}, row, row);
    rows.erase(rows.begin() + row);
    q->endRemoveRows();
}

// Where the row belongs once it is \a next: mostly where it is.
int ConversationListModel::Private::placeOf(int row, const Row &next) const
{
    const auto at = rows.begin() + row;
    if ((at == rows.begin() || comesBefore(*std::prev(at), next))
        && (std::next(at) == rows.end() || comesBefore(next, *std::next(at))))
        return row;
    const auto before = std::lower_bound(rows.begin(), at, next, comesBefore);
    if (before != at)
        return int(before - rows.begin());
    return int(std::lower_bound(std::next(at), rows.end(), next, comesBefore) - rows.begin()) - 1;
}

// Moves the row if its place changes.
void ConversationListModel::Private::change(int row, Row next)
{
    if (rows[size_t(row)] == next)
        return;
    const int target = placeOf(row, next);
    if (target != row) {
        q->beginMoveRows({}, row, row, {}, target > row ? target + 1 : target);
        rows.erase(rows.begin() + row);
        rows.insert(rows.begin() + target, std::move(next));
        q->endMoveRows();
    } else {
        rows[size_t(row)] = std::move(next);
    }
    Q_EMIT q->dataChanged(q->index(target), q->index(target));
}

void ConversationListModel::Private::setLastMessage(const QString &sid, const Message &message)
{
    const int row = rowOf(sid);
    if (row < 0 || rows[size_t(row)].lastIndex > message.index)
        return;
    Row next = rows[size_t(row)];
    next.lastIndex = message.index;
    next.takeWords(message);
    change(row, std::move(next));
}

void ConversationListModel::Private::clearLastMessage(int row)
{
    Row next = rows[size_t(row)];
    next.lastIndex = -1;
    next.takeWords({});
    change(row, std::move(next));
}

void ConversationListModel::Private::messageUpdated(const QString &sid, const Message &message)
{
    const int row = rowOf(sid);
    if (row >= 0 && rows[size_t(row)].lastIndex == message.index)
        setLastMessage(sid, message);
}

void ConversationListModel::Private::messageRemoved(const QString &sid, const Message &message)
{
    const int row = rowOf(sid);
    if (row < 0 || rows[size_t(row)].lastIndex != message.index)
        return;
    clearLastMessage(row);
    readAgain(sid);
}

void ConversationListModel::Private::outboxChanged(const QString &sid)
{
    const int row = rowOf(sid);
    if (row < 0)
        return;
    Row next = rows[size_t(row)];
    takeOutbox(next);
    change(row, std::move(next));
}

void ConversationListModel::Private::draftChanged(const QString &sid)
{
    const int row = rowOf(sid);
    if (row < 0)
        return;
    Row next = rows[size_t(row)];
    next.draft = client.outbox().draft(sid);
    change(row, std::move(next));
}

void ConversationListModel::Private::ask(const QString &sid)
{
    Row &row = rows[size_t(rowOf(sid))];
    row.isAsked = true;
    if (row.lastIndex >= 0)
        return; // an event was faster
    queue.push_back(sid);
    fetch();
}

// Only if a view has asked for it; else it is read when a view does.
void ConversationListModel::Private::readAgain(const QString &sid)
{
    const int row = rowOf(sid);
    if (row < 0 || !rows[size_t(row)].isAsked || std::ranges::find(queue, sid) != queue.end())
        return;
    queue.push_back(sid);
    fetch();
}

void ConversationListModel::Private::readMissing()
{
    QStringList missing;
    for (const Row &row : rows) {
        if (row.lastIndex < 0 && row.conversation.lastMessageIndex)
            missing.append(row.conversation.sid);
    }
    for (const QString &sid : std::as_const(missing))
        readAgain(sid);
}

void ConversationListModel::Private::fetch()
{
    while (fetching < MaxFetching && !queue.empty()) {
        const QString sid = queue.front();
        queue.pop_front();
        if (rowOf(sid) < 0)
            continue;
        ++fetching;
        client.messages().history(
            sid, 1, std::nullopt, q, [this, sid](const Outcome<History> &outcome) {
                --fetching;
                const auto *history = std::get_if<History>(&outcome);
                const int row = rowOf(sid);
                if (history != nullptr && !history->messages.empty())
                    setLastMessage(sid, history->messages.back());
                else if (history != nullptr && row >= 0 && rows[size_t(row)].lastIndex < 0)
                    clearLastMessage(row); // only a kept one was there
                fetch();
            });
    }
}

} // namespace parley::chat
