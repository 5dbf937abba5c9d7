// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/secretfield.h"

#include "theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

struct SecretFieldTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::SecretField)
};

void showState(const QLineEdit &field, QAction &action)
{
    const bool hidden = field.echoMode() == QLineEdit::Password;
    const QString text = hidden ? SecretFieldTexts::tr("Show what is typed (Alt+V)")
                                : SecretFieldTexts::tr("Hide what is typed (Alt+V)");
    action.setIcon(themedIcon(hidden ? u"eye"_s : u"eye-off"_s));
    action.setText(text);
    action.setToolTip(text);
}

} // namespace

void makeSecretField(QLineEdit &field)
{
    field.setEchoMode(QLineEdit::Password);
    field.setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    QAction *action = field.addAction(themedIcon(u"eye"_s), QLineEdit::TrailingPosition);
    action->setShortcut(QKeySequence(Qt::ALT | Qt::Key_V));
    action->setShortcutContext(Qt::WidgetShortcut);
    showState(field, *action);
    QObject::connect(action, &QAction::triggered, &field, [&field, action] {
        const bool hidden = field.echoMode() == QLineEdit::Password;
        field.setEchoMode(hidden ? QLineEdit::Normal : QLineEdit::Password);
        showState(field, *action);
    });
}

} // namespace parley::ui
