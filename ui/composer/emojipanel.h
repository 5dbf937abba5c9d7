// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace parley::ui {

/// A small board of emoji to click.
class EmojiPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit EmojiPanel(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &emoji);
};

} // namespace parley::ui
