// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

namespace parley::ui {

/// A wide button with the avatar and the name of an account.
class AccountButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit AccountButton(const QString &name, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_name;
};

} // namespace parley::ui
