// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

namespace parley::ui {

/// What Parley is, its version and licence, and that it is not Twilio's.
class AboutDialog final : public Dialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    void diagnosticsRequested();
};

} // namespace parley::ui
