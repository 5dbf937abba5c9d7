// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/messagemodels.h"

#include "chat/chatclient.h"

namespace parley::ui {
namespace {

using Model = chat::MessageListModel;

constexpr qsizetype KeptModels = 8;

} // namespace

MessageModels::MessageModels(chat::ChatClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    // Queued: its row is gone then.
    connect(
        &client.messages(), &chat::ChatMessages::removed, this,
        [this](const QString &sid, const chat::Message &message) {
            if (m_models.contains(sid) && message.index >= 0) // else it was never seen
                Q_EMIT messageDeleted(sid, message.index);
        },
        Qt::QueuedConnection);
}

chat::MessageListModel &MessageModels::open(const QString &sid)
{
    m_order.removeAll(sid);
    m_order.append(sid);
    Model *&model = m_models[sid];
    if (model == nullptr) {
        model = new Model(m_client, sid, this);
        connect(model, &Model::loadFailed, this,
                [this, sid](const chat::ChatError &error) { m_failures.insert(sid, error); });
    }
    Model &opened = *model;
    while (m_order.size() > KeptModels)
        delete m_models.take(m_order.takeFirst());
    return opened;
}

void MessageModels::forget(const QString &sid)
{
    delete m_models.take(sid);
    m_order.removeAll(sid);
}

std::optional<chat::ChatError> MessageModels::failure(const QString &sid) const
{
    const auto it = m_failures.constFind(sid);
    return it != m_failures.constEnd() ? std::optional(*it) : std::nullopt;
}

std::vector<LoadedMessages> MessageModels::loaded() const
{
    std::vector<LoadedMessages> all;
    for (const QString &sid : m_order) {
        const Model *model = m_models.value(sid);
        LoadedMessages loaded { sid };
        for (int row = 0; row < model->rowCount(); ++row)
            loaded.messages.push_back(model->at(row).message);
        all.push_back(std::move(loaded));
    }
    return all;
}

} // namespace parley::ui
