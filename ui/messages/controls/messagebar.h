// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/controls/messageaction.h"
#include "rows/messagerow.h"

#include <QWidget>

class QHBoxLayout;

namespace parley::ui {

class OverlayButton;

/// What is done most often with the message under the pointer, or with the current one of the
/// keyboard: quick reactions, all emoji, reply, more; copy in place of the reactions while messages
/// cannot be changed. The keys for the same are in the view, so it takes no focus.
class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *viewport);

    void setChangeable(Changeable changeable);
    /// For the message of \a row, whose bubble is at \a bubble in the viewport.
    void showFor(const MessageRow &row, const QRect &bubble);
    [[nodiscard]] qint64 message() const { return m_index; }

Q_SIGNALS:
    void actionRequested(const parley::ui::MessageAction &action);
    void copyRequested();
    /// The menu of the message is wanted.
    void moreRequested(const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    OverlayButton *addButton(const QString &name);

    QHBoxLayout *m_row = nullptr;
    std::vector<OverlayButton *> m_quick;
    OverlayButton *m_react = nullptr;
    OverlayButton *m_copy = nullptr;
    OverlayButton *m_more = nullptr;
    qint64 m_index = -1;
};

} // namespace parley::ui
