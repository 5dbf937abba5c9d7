// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/outboxstore.h"

#include <QIODevice>

#include <memory>
#include <variant>
#include <vector>

namespace parley::chat {

/// Looks at what the user attached before anything is kept or sent: each file is there and can be
/// read, and all of it is within \a limits.
[[nodiscard]] std::variant<std::vector<OutboxAttachment>, ChatError>
takeAttachments(const std::vector<Attachment> &attachments, const MediaLimits &limits);

/// The content of the attachment of \a localId at \a place, open for reading. FileMissing if the
/// file is not what it was when it was attached.
[[nodiscard]] std::variant<std::shared_ptr<QIODevice>, ChatError>
openAttachment(const OutboxStore &store, const QString &localId, size_t place,
               const OutboxAttachment &attachment);

/// As it shows in a message that waits in the outbox.
[[nodiscard]] Media mediaOf(const OutboxAttachment &attachment);

} // namespace parley::chat
