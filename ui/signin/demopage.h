// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace parley::ui {

class AccountButton;

/// One large button for each demo account of the embedded service.
class DemoPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DemoPage(QWidget *parent = nullptr);

    void setAccounts(const QStringList &names, const QString &preferred);
    /// Instead of the buttons: why there are none.
    void setProblem(const QString &text);
    /// A button below the problem: its data can be set aside.
    void offerToBeginAnew();
    void setBusy(const QString &text);
    [[nodiscard]] bool remember() const;
    /// Without a keychain there is no choice: the sign-in ends with the program.
    void setKeychainAvailable(bool isAvailable);
    /// To the account that is most likely wanted.
    void focusAccount();

Q_SIGNALS:
    void accountChosen(const QString &name);
    void beginAnewRequested();
    void ownBackEndRequested();

private:
    void clearButtons();

    AccountButton *m_preferred = nullptr; ///< null: there are no buttons
    QVBoxLayout *m_buttons = nullptr;
    QLabel *m_message = nullptr;
    QCheckBox *m_remember = nullptr;
};

} // namespace parley::ui
