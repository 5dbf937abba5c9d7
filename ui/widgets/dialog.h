// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

namespace parley::ui {

/// What all dialogs of Parley have in common. Enter presses the button that has the focus, else the
/// one that was made the default on purpose, else none: Qt would choose any button of the dialog.
/// A dialog is never larger than the free part of its screen.
class Dialog : public QDialog
{
    Q_OBJECT

public:
    explicit Dialog(QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace parley::ui
