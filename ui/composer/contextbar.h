// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QToolButton;

namespace parley::ui {

class ElidedLabel;

/// Above the text field: which message is answered or edited, with a button that ends it.
class ContextBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ContextBar(QWidget *parent = nullptr);
    void showContext(const QString &title, const QString &text, const QString &cancel);

Q_SIGNALS:
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_text = nullptr;
    QToolButton *m_cancel = nullptr;
};

} // namespace parley::ui
