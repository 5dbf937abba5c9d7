// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatparsing.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <variant>

namespace parley::chat {

struct OpenedConversation
{
    sync::ObjectInfo document {};
    std::optional<sync::ObjectInfo> messages {}; ///< joined ones only
    std::optional<sync::ObjectInfo> roster {};
};

/// Opens the Sync objects of one conversation, all at once as far as their names are known. The
/// document has the last word on the names.
class ConversationOpener final : public QObject
{
public:
    enum class Scope { DocumentOnly, Everything };
    using Result = std::variant<OpenedConversation, sync::SyncError>;

    /// Goes away after \a done or with \a context, which owns it.
    static void open(sync::SyncClient &sync, const ConversationObjects &names, Scope scope,
                     QObject *context, std::function<void(const Result &)> done);

private:
    ConversationOpener(sync::SyncClient &sync, ConversationObjects names, Scope scope,
                       QObject *context, std::function<void(const Result &)> done);
    void start();
    void openPart(sync::ObjectType type, const QString &name,
                  std::optional<sync::ObjectInfo> &target);
    void documentOpened();
    void partDone();
    void finish();

    sync::SyncClient &m_sync;
    ConversationObjects m_names;
    Scope m_scope;
    std::function<void(const Result &)> m_done;
    std::optional<sync::ObjectInfo> m_document;
    std::optional<sync::ObjectInfo> m_messages;
    std::optional<sync::ObjectInfo> m_roster;
    std::optional<sync::SyncError> m_error;
    bool m_namesChecked = false;
    int m_pending = 0;
};

} // namespace parley::chat
