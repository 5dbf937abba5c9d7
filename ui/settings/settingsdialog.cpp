// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/settingsdialog.h"

#include "settings/uisettings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace parley::ui {
namespace {

/// What depends on the one above is set in.
void addIndented(QVBoxLayout &layout, QWidget *widget)
{
    auto *row = new QHBoxLayout;
    row->addSpacing(22);
    row->addWidget(widget, 1);
    layout.addLayout(row);
}

} // namespace

SettingsDialog::SettingsDialog(UiSettings &settings, Theme &theme, bool inspectorShown,
                               bool trayAvailable, QWidget *parent)
    : Dialog(parent)
    , m_settings(settings)
    , m_theme(new QComboBox(this))
    , m_textSize(new QComboBox(this))
    , m_inspector(new QCheckBox(tr("Show the token &inspector"), this))
    , m_trayAvailable(trayAvailable)
{
    setWindowTitle(tr("Settings"));
    m_theme->addItem(tr("As the system"), int(ThemeChoice::System));
    m_theme->addItem(tr("Light"), int(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    m_theme->setCurrentIndex(m_theme->findData(int(theme.choice())));
    m_theme->setAccessibleName(tr("Theme"));
    for (const int percent : Theme::textSizes())
        m_textSize->addItem(tr("%1 %").arg(percent), percent);
    m_textSize->setAccessibleName(tr("Text size"));
    const auto showTextSize
        = [this](int percent) { m_textSize->setCurrentIndex(m_textSize->findData(percent)); };
    showTextSize(theme.textSize());
    connect(&theme, &Theme::textSizeChanged, m_textSize, showTextSize);
    connect(m_textSize, &QComboBox::currentIndexChanged, this,
            [this, &theme] { theme.setTextSize(m_textSize->currentData().toInt()); });
    m_inspector->setChecked(inspectorShown);
    connect(m_theme, &QComboBox::currentIndexChanged, this, [this, &theme] {
        const auto choice = ThemeChoice(m_theme->currentData().toInt());
        theme.setChoice(choice);
        m_settings.setTheme(choice);
    });
    connect(m_inspector, &QCheckBox::toggled, this, &SettingsDialog::inspectorToggled);

    auto *formatting = new QCheckBox(tr("Show messages &formatted (Markdown)"), this);
    formatting->setToolTip(tr("Otherwise they are shown as they were written."));
    formatting->setChecked(m_settings.formatting());
    connect(formatting, &QCheckBox::toggled, this, [this](bool shown) {
        m_settings.formatting.set(shown);
        Q_EMIT formattingToggled(shown);
    });
    auto *appearance = new QGroupBox(tr("Appearance"), this);
    auto *form = new QFormLayout(appearance);
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(tr("Text si&ze"), m_textSize);
    form->addRow(m_inspector);
    form->addRow(formatting);
    auto *content = new QWidget;
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(20, 20, 20, 0);
    m_rows->setSpacing(14);
    m_rows->addWidget(appearance);
    addPresence(trayAvailable);
    addKeeping();
    m_rows->addStretch(1);
    auto *scroll = new QScrollArea(this); // a screen may be smaller than all of it
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    content->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 16);
    layout->setSpacing(14);
    layout->addWidget(scroll, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(20, 0, 20, 0);
    foot->addWidget(buttons);
    layout->addLayout(foot);
    const QSize wanted = content->sizeHint();
    setMinimumWidth(std::max(400, wanted.width()));
    resize(minimumWidth(), wanted.height() + buttons->sizeHint().height() + 30);
}

void SettingsDialog::addPresence(bool trayAvailable)
{
    auto *notifications = new QGroupBox(tr("Notifications"), this);
    auto *rows = new QVBoxLayout(notifications);
    m_notifications = new QCheckBox(tr("&Notify me of new messages"), notifications);
    m_content = new QCheckBox(tr("Show &who wrote, and the words"), notifications);
    auto *note = new QLabel(tr("Never for a conversation that is in view or muted."), this);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    rows->addWidget(m_notifications);
    addIndented(*rows, m_content);
    rows->addWidget(note);

    auto *background = new QGroupBox(tr("In the background"), this);
    auto *trayRows = new QVBoxLayout(background);
    m_tray = new QCheckBox(tr("Show an icon in the t&ray"), background);
    m_closeToTray = new QCheckBox(tr("&Closing the window keeps Parley running"), background);
    trayRows->addWidget(m_tray);
    addIndented(*trayRows, m_closeToTray);
    if (!trayAvailable) {
        auto *missing = new QLabel(tr("This desktop has no tray."), background);
        missing->setForegroundRole(QPalette::PlaceholderText);
        trayRows->addWidget(missing);
    }
    m_rows->addWidget(notifications);
    m_rows->addWidget(background);

    const std::pair<QCheckBox *, Setting<bool> &> toggles[] = {
        { m_notifications, m_settings.notifications },
        { m_content, m_settings.notificationContent },
        { m_tray, m_settings.tray },
        { m_closeToTray, m_settings.closeToTray },
    };
    for (const auto &[box, setting] : toggles) {
        box->setChecked(setting());
        connect(box, &QCheckBox::toggled, this, [this, &target = setting](bool on) {
            target.set(on);
            updateEnabled();
            Q_EMIT presenceChanged();
        });
    }
    updateEnabled();
}

void SettingsDialog::addKeeping()
{
    auto *kept = new QGroupBox(tr("On this computer"), this);
    auto *rows = new QVBoxLayout(kept);
    auto *keeps = new QCheckBox(tr("Keep the conversations for the next &start"), kept);
    auto *note = new QLabel(tr("The list and the last messages of each are there at once, also "
                               "without a network. They are erased when you sign out. Without "
                               "'Remember me' no messages are kept."),
                            kept);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    keeps->setChecked(m_settings.keepsConversations());
    connect(keeps, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.keepsConversations.set(on);
        Q_EMIT keepingToggled(on);
    });
    rows->addWidget(keeps);
    rows->addWidget(note);
    m_rows->addWidget(kept);
}

void SettingsDialog::updateEnabled()
{
    m_content->setEnabled(m_notifications->isChecked());
    m_tray->setEnabled(m_trayAvailable);
    m_closeToTray->setEnabled(m_trayAvailable && m_tray->isChecked());
}

} // namespace parley::ui
