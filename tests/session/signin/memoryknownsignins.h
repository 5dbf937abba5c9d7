// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/signin/knownsignins.h"

namespace parley::test {

class MemoryKnownSignIns final : public KnownSignIns
{
public:
    [[nodiscard]] std::vector<KnownSignIn> all() const override { return m_signIns; }
    void put(const KnownSignIn &signIn) override
    {
        remove(signIn.key);
        m_signIns.insert(m_signIns.begin(), signIn);
    }
    void remove(const QString &key) override
    {
        std::erase_if(m_signIns, [&](const KnownSignIn &one) { return one.key == key; });
    }

private:
    std::vector<KnownSignIn> m_signIns;
};

} // namespace parley::test
