// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/conversationopener.h"

#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

using sync::ObjectInfo;
using sync::ObjectType;

void ConversationOpener::open(sync::SyncClient &sync, const ConversationObjects &names, Scope scope,
                              QObject *context, std::function<void(const Result &)> done)
{
    (new ConversationOpener(sync, names, scope, context, std::move(done)))->start();
}

ConversationOpener::ConversationOpener(sync::SyncClient &sync, ConversationObjects names,
                                       Scope scope, QObject *context,
                                       std::function<void(const Result &)> done)
    : QObject(context)
    , m_sync(sync)
    , m_names(std::move(names))
    , m_scope(scope)
    , m_done(std::move(done))
{ }

void ConversationOpener::start()
{
    openPart(ObjectType::Document, m_names.document, m_document);
    if (m_scope == Scope::DocumentOnly)
        return;
    if (!m_names.messages.isEmpty())
        openPart(ObjectType::List, m_names.messages, m_messages);
    if (!m_names.roster.isEmpty())
        openPart(ObjectType::Map, m_names.roster, m_roster);
}

void ConversationOpener::openPart(ObjectType type, const QString &name,
                                  std::optional<ObjectInfo> &target)
{
    ++m_pending;
    m_sync.open(type, name, this,
                [this, &target](const sync::SyncClient::Outcome<ObjectInfo> &outcome) {
                    if (const auto *info = std::get_if<ObjectInfo>(&outcome))
                        target = *info;
                    else
                        m_error = std::get<sync::SyncError>(outcome);
                    partDone();
                });
}

void ConversationOpener::documentOpened()
{
    m_namesChecked = true;
    if (m_scope == Scope::DocumentOnly)
        return;
    const auto check = [this](const char *field, ObjectType type, const QString &opened,
                              std::optional<ObjectInfo> &target) {
        const QString name = m_document->data.value(QLatin1String(field)).toString();
        if (name.isEmpty() || name == opened || (target && name == target->sid))
            return;
        target.reset();
        openPart(type, name, target);
    };
    check("messages", ObjectType::List, m_names.messages, m_messages);
    check("roster", ObjectType::Map, m_names.roster, m_roster);
}

void ConversationOpener::partDone()
{
    if (--m_pending > 0)
        return;
    if (m_document && !m_namesChecked) {
        documentOpened();
        if (m_pending > 0)
            return;
    }
    finish();
}

void ConversationOpener::finish()
{
    const auto done = std::exchange(m_done, {});
    deleteLater();
    const bool isComplete
        = m_document && (m_scope == Scope::DocumentOnly || (m_messages && m_roster));
    if (isComplete)
        done(OpenedConversation { *m_document, m_messages, m_roster });
    else
        done(m_error.value_or(sync::SyncError { 404, 0, u"an object is missing"_s }));
}

} // namespace parley::chat
