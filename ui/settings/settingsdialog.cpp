// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "settings/settingsdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>

namespace parley::ui {

SettingsDialog::SettingsDialog(ThemeChoice theme, bool inspectorShown, QWidget *parent)
    : QDialog(parent)
    , m_theme(new QComboBox(this))
    , m_inspector(new QCheckBox(tr("Show the token inspector"), this))
{
    setWindowTitle(tr("Settings"));
    m_theme->addItem(tr("As the system"), int(ThemeChoice::System));
    m_theme->addItem(tr("Light"), int(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    m_theme->setCurrentIndex(m_theme->findData(int(theme)));
    m_theme->setAccessibleName(tr("Theme"));
    m_inspector->setChecked(inspectorShown);
    connect(m_theme, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT themeChosen(ThemeChoice(m_theme->currentData().toInt())); });
    connect(m_inspector, &QCheckBox::toggled, this, &SettingsDialog::inspectorToggled);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 16);
    form->setSpacing(14);
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(m_inspector);
    form->addRow(buttons);
    setMinimumWidth(340);
}

} // namespace parley::ui
