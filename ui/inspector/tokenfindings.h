// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/tokenremarks.h"

#include <QCoreApplication>

#include <vector>

namespace parley::ui {

/// What is worth saying about a token, in plain words.
struct Finding
{
    enum class Weight { Fine, Notice, Problem };
    Weight weight = Weight::Fine;
    QString text {};

    bool operator==(const Finding &) const = default;
};

/// What surrounds a token when it is looked at.
struct TokenContext
{
    QString expectedIdentity {}; ///< empty: any
    std::chrono::milliseconds clockOffset { 0 }; ///< server time minus local time
    WallTime now {}; ///< by this computer's clock
};

/// The verdict of TokenAdmission in words.
class TokenFindings
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::TokenFindings)

public:
    /// Exact where words would round: `1:30`, but `60 minutes`.
    [[nodiscard]] static QString lifeText(std::chrono::milliseconds life);
    /// The worst first; one that is Fine when there is nothing to say.
    [[nodiscard]] static std::vector<Finding> of(const AccessToken &token,
                                                 const TokenContext &context);

private:
    [[nodiscard]] static QString problemText(TokenError::Code code);
    [[nodiscard]] static QString remarkText(TokenRemark remark, std::chrono::milliseconds life);
};

} // namespace parley::ui
