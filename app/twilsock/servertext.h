// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>

namespace parley::twilsock {

/// True for a character that a terminal may obey instead of showing it, or that reorders what
/// stands around it: no such character of a text from elsewhere belongs in a log, an output or a
/// name. The joiners of scripts and emoji do none of that.
[[nodiscard]] bool isObeyedByTerminals(QChar c);

/// What the other side wrote, fit for logs and error texts: one line of at most 200 characters in
/// which everything that could be a token or a key is replaced by an ellipsis.
[[nodiscard]] QString serverText(const QString &text);
/// The `message` of an error that the service tells as JSON, as serverText().
[[nodiscard]] QString serverMessage(const QJsonObject &error);

} // namespace parley::twilsock
