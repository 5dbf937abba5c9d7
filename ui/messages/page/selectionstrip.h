// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/actionstrip.h"
#include "messages/controls/messageaction.h"

namespace parley::ui {

class MessageView;

/// Says how many messages are chosen, and offers what can be done with all of them.
class SelectionStrip final : public ActionStrip
{
    Q_OBJECT

public:
    /// \a view must outlive this object.
    SelectionStrip(MessageView &view, QWidget *parent);

Q_SIGNALS:
    void actionRequested(const parley::ui::MessageAction &action);

private:
    void copy();
    void requestDeletion();
    void showCount();

    MessageView &m_view;
    QPushButton *m_delete = nullptr;
};

} // namespace parley::ui
