// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSplitter>

namespace parley::ui {

/// Messages, and a panel beside them. Where both do not fit side by side the panel is hidden; if
/// the user asks for it there, it takes the place of the messages.
class PageColumns final : public QSplitter
{
    Q_OBJECT

public:
    // The least that each of them needs.
    static constexpr int MessagesWidth = 280;
    static constexpr int PanelWidth = 220;

    /// Takes both over. The panel is hidden until it is wanted.
    PageColumns(QWidget *messages, QWidget *panel, QWidget *parent);

    /// There is something that the panel can show.
    void setAvailable(bool isAvailable);
    /// The user opens or closes the panel.
    void setPanelShown(bool shown);
    [[nodiscard]] bool isPanelShown() const { return !m_panel->isHidden(); }
    /// Whether the panel is shown where there is room for it.
    void setWanted(bool isWanted);
    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    /// The width of the panel where it stands beside the messages.
    void setPanelWidth(int width);
    [[nodiscard]] int panelWidth() const { return m_panelWidth; }
    /// Shows the messages again if the panel took their place.
    void uncover();

Q_SIGNALS:
    void panelToggled(bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] bool fitsBoth() const;
    void arrange();

    QWidget *m_messages = nullptr;
    QWidget *m_panel = nullptr;
    int m_panelWidth = 250; ///< beside the messages
    bool m_isAvailable = false;
    bool m_isWanted = false;
    bool m_isCovering = false; ///< where both do not fit
};

} // namespace parley::ui
