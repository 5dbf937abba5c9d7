// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace parley::ui {

struct ThemeColors;

/// The colours that avatars use; white text on each of them, in both themes.
[[nodiscard]] const std::vector<QColor> &avatarColors();
/// Always the same for the same \a key, in every run.
[[nodiscard]] QColor avatarColor(const QString &key);
/// One or two letters: of the first and the last word of \a name.
[[nodiscard]] QString initialsOf(const QString &name);
/// A disc with the initials of \a name; \a key decides the colour.
void paintAvatar(QPainter &painter, const QRectF &rect, const QString &key, const QString &name);
/// The dot on the edge of \a avatar: filled for a person who is online, else a ring.
void paintPresence(QPainter &painter, const QRectF &avatar, bool isOnline,
                   const ThemeColors &colors, Qt::LayoutDirection direction);

} // namespace parley::ui
