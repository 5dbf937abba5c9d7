// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/tokenremarks.h"

#include "twilsock/sid.h"

namespace parley {

using namespace Qt::StringLiterals;

std::vector<TokenRemark> tokenRemarks(const AccessToken &token, WallTime serverNow)
{
    std::vector<TokenRemark> found;
    if (!isSid(token.accountSid(), "AC"_L1))
        found.push_back(TokenRemark::AccountSidForm);
    if (!isSid(token.keySid(), "SK"_L1))
        found.push_back(TokenRemark::KeySidForm);
    const QString service = token.serviceSidOf(TokenRequirements().grant);
    if (!service.isEmpty() && !isSid(service, "IS"_L1))
        found.push_back(TokenRemark::ServiceSidForm);
    if (TokenAdmission::lifeOf(token, serverNow) < TokenAdmission::ShortestDocumentedLife)
        found.push_back(TokenRemark::ShortLife);
    if (!token.issuedAt())
        found.push_back(TokenRemark::NoIssueTime);
    return found;
}

} // namespace parley
