// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "settings/uisettings.h"
#include "signin/signinrequest.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace parley::ui {

/// Where and as whom to sign in with an own back end. Checks every field before anything is sent,
/// and keeps what was typed whatever comes of it.
class EndpointForm final : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointForm(QWidget *parent = nullptr);

    void setValues(const UiSettings::SignIn &values, const QString &region);
    void setKeychainAvailable(bool available);
    /// False, and words at the fields: something cannot be right.
    bool validate();
    [[nodiscard]] SignInRequest request() const;
    void focusFirstEmpty();

    void setBackVisible(bool visible);

Q_SIGNALS:
    void submitted(const parley::ui::SignInRequest &request);
    void testRequested(const parley::ui::SignInRequest &request);
    void backRequested();

private:
    struct Field
    {
        QLineEdit *edit = nullptr;
        QLabel *problem = nullptr;
    };
    void makeFields();
    void layOut();
    Field makeField(const QString &name, const QString &placeholder);
    void showProblem(const Field &field, const QString &problem);
    void authChanged();
    void submit();
    void test();
    [[nodiscard]] TokenAuth auth() const;
    [[nodiscard]] QString serviceUrlProblem() const;

    Field m_url;
    Field m_user;
    Field m_secret;
    Field m_serviceUrl;
    Field m_region;
    QComboBox *m_auth = nullptr;
    QLabel *m_secretLabel = nullptr;
    QCheckBox *m_remember = nullptr;
    QLabel *m_note = nullptr;
    QToolButton *m_advanced = nullptr;
    QWidget *m_advancedBox = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_test = nullptr;
    QPushButton *m_signIn = nullptr;
};

} // namespace parley::ui
