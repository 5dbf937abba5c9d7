// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace parley::ui {

/// A part of a message that can be clicked.
struct Link
{
    int start = 0;
    int length = 0;
    QUrl url {};

    bool operator==(const Link &) const = default;
};

/// Addresses with http, https or mailto in \a text; nothing else is ever a link.
[[nodiscard]] std::vector<Link> findLinks(const QString &text);
/// True for what may be handed to the desktop.
[[nodiscard]] bool isOpenable(const QUrl &url);

} // namespace parley::ui
