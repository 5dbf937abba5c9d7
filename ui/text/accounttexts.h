// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QUrl>

namespace parley::ui {

/// Who is signed in, and where: the same identity at two back ends is two accounts.
class AccountTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::AccountTexts)

public:
    /// The back end: its host, with the port where it is not the usual one.
    [[nodiscard]] static QString place(const QUrl &tokenUrl);
    /// `alice · Demo`, `ada · example.com`. \a place may be empty.
    [[nodiscard]] static QString whoAndWhere(const QString &identity, const QString &place);
};

} // namespace parley::ui
