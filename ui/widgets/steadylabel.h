// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>
#include <QStringList>

namespace parley::ui {

/// Wrapped plain text with room for the longest of the texts that it is going to show: what stands
/// below does not move when the text changes.
class SteadyLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit SteadyLabel(QWidget *parent = nullptr);

    void setPossibleTexts(const QStringList &texts);
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QStringList m_texts;
};

} // namespace parley::ui
