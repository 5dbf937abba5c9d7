// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenprovider.h"

#include <vector>

namespace parley::test {

/// A provider whose abort() does nothing and that does not look at the context either.
class DeafProvider final : public TokenProvider
{
public:
    void fetchToken(const QByteArray &, QObject *, FetchCallback done) override
    {
        m_done.push_back(std::move(done));
    }
    void abort() override { }
    std::vector<FetchCallback> m_done {};
};

} // namespace parley::test
