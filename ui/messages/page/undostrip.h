// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/actionstrip.h"

namespace parley::ui {

class MessageView;
class PendingDeletions;

/// Says how many messages are about to be deleted, and takes that back.
class UndoStrip final : public ActionStrip
{
    Q_OBJECT

public:
    /// Ctrl+Z in \a view does the same as the button. \a deletions and \a view must outlive this
    /// object.
    UndoStrip(PendingDeletions &deletions, MessageView &view, QWidget *parent);

private:
    void undo();
    void showCount();

    PendingDeletions &m_deletions;
    MessageView &m_view;
};

} // namespace parley::ui
