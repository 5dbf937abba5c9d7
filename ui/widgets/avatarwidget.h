// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace parley::ui {

/// A round picture of a person, made of initials.
class AvatarWidget final : public QWidget
{
    Q_OBJECT

public:
    explicit AvatarWidget(int size, QWidget *parent = nullptr);
    void setPerson(const QString &key, const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
    QString m_name;
};

} // namespace parley::ui
