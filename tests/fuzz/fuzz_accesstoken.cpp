// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/accesstoken.h"
#include "token/tokenadmission.h"

#include <cstdint>

using namespace parley;

namespace {

void look(const QByteArray &jwt)
{
    const auto parsed = AccessToken::parse(jwt);
    if (const auto *error = std::get_if<TokenError>(&parsed)) {
        Q_ASSERT(error->code == TokenError::Code::Malformed
                 || error->code == TokenError::Code::TooLarge);
        Q_ASSERT(!error->detail.isEmpty());
        return;
    }
    const auto &token = std::get<AccessToken>(parsed);
    Q_ASSERT(token.jwt() == jwt);
    Q_ASSERT(!token.identity().isEmpty());
    Q_ASSERT(token.fingerprint().size() == 8);
    Q_ASSERT(token.expiresAt().time_since_epoch().count() >= 0);
    const WallTime now { std::chrono::seconds(1767225600) };
    Q_ASSERT(TokenAdmission::lifeOf(token, now).count() >= 0);
    static_cast<void>(TokenAdmission::judge(token, TokenAdmission::Origin::Fetched, {}, {}, now));
}

} // namespace

/// A JWT as it came; and one whose payload is the input, because no fuzzer guesses base64.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    look(input);
    const auto encoded = [](const QByteArray &bytes) {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    look(encoded(R"({"alg":"HS256","cty":"twilio-fpa;v=1"})") + '.' + encoded(input) + ".c2ln");
    look(encoded(input) + '.' + encoded(R"({"exp":1767229200,"grants":{"identity":"a"}})")
         + ".c2ln");
    return 0;
}
