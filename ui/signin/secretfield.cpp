// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/secretfield.h"

#include "theme/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QValidator>

using namespace Qt::StringLiterals;

namespace parley::ui {

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

/// A password that is copied from a terminal or a table often ends with the line. No line end can
/// be typed, so none belongs to the secret.
class OneLine final : public QValidator
{
public:
    using QValidator::QValidator;

    State validate(QString &input, int &cursor) const override
    {
        for (qsizetype i = input.size() - 1; i >= 0; --i) {
            const QChar c = input.at(i);
            if (c != u'\r' && c != u'\n' && c != QChar::LineSeparator
                && c != QChar::ParagraphSeparator)
                continue;
            input.remove(i, 1);
            if (cursor > i)
                --cursor;
        }
        return Acceptable;
    }
};

} // namespace

void makeSecretField(QLineEdit &field)
{
    field.setEchoMode(QLineEdit::Password);
    field.setValidator(new OneLine(&field));
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
