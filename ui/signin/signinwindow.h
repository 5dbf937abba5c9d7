// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "settings/uisettings.h"
#include "signin/signinrequest.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;

namespace parley {
class EndpointDoctor;
}

namespace parley::ui {

class DemoPage;
class DoctorPanel;
class EndpointForm;
class ProgressPanel;

/// The window before a user is signed in: demo accounts, an own back end, and a sign-in under way.
/// What was typed stays until a sign-in has succeeded.
class SignInWindow final : public QWidget
{
    Q_OBJECT

public:
    /// \a parts as in SessionParts; for the test of a back end.
    explicit SignInWindow(SessionParts parts, QWidget *parent = nullptr);
    ~SignInWindow() override;

    /// There is an embedded service, which starts.
    void setDemoStarting();
    /// No demo accounts: the form is the first page.
    void setOwnBackEndOnly();
    /// Begins with the form, since the last sign-in was there; the demo accounts are behind 'Back'.
    void startWithForm();
    [[nodiscard]] DemoPage *demo() const { return m_demo; }
    [[nodiscard]] EndpointForm *form() const { return m_form; }

    /// Back to where the sign-in was asked for.
    void showStart();
    void showProgress(const QString &identity);
    void showTrouble(const TokenError &error, std::optional<std::chrono::milliseconds> retryIn);
    /// The sign-in ended without success: back to its page, with words.
    void showFailure(const TokenError &error);
    void showMessage(const QString &text);
    void showKeychain(Session::KeychainStatus status);
    [[nodiscard]] QString message() const;
    [[nodiscard]] ProgressPanel *progress() const { return m_progress; }

Q_SIGNALS:
    void signInRequested(const parley::ui::SignInRequest &request);
    void cancelled();
    void keychainRetryRequested();
    void quitRequested();
    /// The window can be seen.
    void painted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeHead();
    void showPage(QWidget *page);
    void showForm();
    void runDoctor(const SignInRequest &request);
    void endDoctor();

    SessionParts m_parts;
    std::unique_ptr<EndpointDoctor> m_doctor;
    QWidget *m_head = nullptr;
    QLabel *m_message = nullptr;
    DemoPage *m_demo = nullptr;
    EndpointForm *m_form = nullptr;
    DoctorPanel *m_doctorPanel = nullptr;
    ProgressPanel *m_progress = nullptr;
    std::vector<QWidget *> m_pages; ///< one of them is shown
    QWidget *m_start = nullptr; ///< the page to go back to
};

} // namespace parley::ui
