// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/endpointdoctor.h"

#include <QCoreApplication>

namespace parley::ui {

/// What the endpoint doctor finds, in the user's language and in the words of the form.
class DoctorTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::DoctorTexts)

public:
    [[nodiscard]] static QString detail(const EndpointDoctor::Check &check);
    /// What to do; empty when nothing is wrong.
    [[nodiscard]] static QString fix(const EndpointDoctor::Check &check);

private:
    [[nodiscard]] static QString fixOfAnswer(const TokenError &error);
    [[nodiscard]] static QString fixOfStatus(int status);
};

} // namespace parley::ui
