// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/store/records.h"
#include "localservice/twilsock/tunnel.h"

#include <optional>
#include <variant>

namespace parley::localservice {

class ConversationStore;

/// A conversation that a user may know of, and the user's place in it.
struct Membership
{
    ConversationRecord conversation {};
    std::optional<ParticipantRecord> own {};
    bool isCreator = false;
    bool isInvited = false;

    [[nodiscard]] bool mayEnter() const { return own || isCreator; }
    [[nodiscard]] bool mayJoin() const { return conversation.isPublic || isCreator || isInvited; }
};

/// The one place that decides which conversations a user may know of.
///
/// Rights, kept simple. A private conversation takes in its creator, users whom a participant adds,
/// and users whom a participant invited (Programmable Chat); for every other user it does not
/// exist (404). A conversation of type `public` is listed and described to all users, who may join
/// it. Participants read, write, add and invite others, and edit or delete their own messages. The
/// creator may also rename the conversation, delete it, remove others and moderate their messages.
class ConversationAccess final
{
public:
    /// \a store must outlive this object.
    explicit ConversationAccess(ConversationStore &store)
        : m_store(store)
    { }

    /// Empty: there is no conversation under \a id, or it is a private one of others. The caller
    /// answers both alike.
    [[nodiscard]] std::optional<Membership> lookUp(const QString &identity,
                                                   const QString &id) const;
    /// The conversation, if the user takes part in it or has created it; else the refusal.
    [[nodiscard]] std::variant<Membership, TunnelResponse> enter(const QString &identity,
                                                                 const QString &id) const;
    /// The same for a user who takes part in it: its creator need not.
    [[nodiscard]] std::variant<Membership, TunnelResponse> takePart(const QString &identity,
                                                                    const QString &id) const;

private:
    ConversationStore &m_store;
};

} // namespace parley::localservice
