// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/tokenremarks.h"

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

bool isSid(const QString &text, QLatin1String prefix)
{
    const auto isHexDigit = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    return text.size() == prefix.size() + 32 && text.startsWith(prefix)
        && std::all_of(text.begin() + prefix.size(), text.end(), isHexDigit);
}

} // namespace

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
