// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/messageaction.h"
#include "messages/row/rowlayout.h"

#include <QCoreApplication>

#include <optional>

namespace parley::ui {

/// What can be done with a row: by a click on a part of it, by a key.
class RowActions
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::RowActions)

public:
    /// What a click on \a hit asks for; empty: nothing, or only a copy.
    [[nodiscard]] static std::optional<MessageAction> ofHit(const RowLayout &layout,
                                                            const RowHit &hit);
    /// The first thing in a row that can be opened or tried again; not active: there is none.
    [[nodiscard]] static RowHit firstHit(const RowLayout &layout);
    /// \a readers: of an own message. Empty: there is nothing to tell.
    [[nodiscard]] static QString toolTip(const RowLayout &layout, const RowHit &hit,
                                         const QString &readers);
    /// Equal for the same part of the same message, whatever has moved; empty: nothing is done
    /// there.
    [[nodiscard]] static QString part(const MessageRow &row, const RowHit &hit);
    /// What a key does with a message; empty: it is for something else. MessageMenu shows these
    /// keys.
    [[nodiscard]] static std::optional<MessageAction::Kind> kindOfKey(int key);
    /// \a kind, one of those of kindOfKey(), done with \a row; empty: it cannot be done. To delete
    /// a message that is not sent yet is to discard it.
    [[nodiscard]] static std::optional<MessageAction> ofKey(MessageAction::Kind kind,
                                                            const MessageRow &row);
};

} // namespace parley::ui
