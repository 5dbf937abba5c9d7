// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/endpointform.h"

#include "errortexts.h"
#include "signin/secretfield.h"
#include "token/http/plainrequest.h"
#include "widgets/announce.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

namespace {

QLabel *makeFieldLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

EndpointForm::EndpointForm(QWidget *parent)
    : QWidget(parent)
{
    makeFields();
    layOut();
    authChanged();
}

EndpointForm::Field EndpointForm::makeField(const QString &name, const QString &placeholder)
{
    Field field { new QLineEdit(this), new QLabel(this) };
    field.edit->setAccessibleName(name);
    field.edit->setPlaceholderText(placeholder);
    field.problem->setTextFormat(Qt::PlainText);
    field.problem->setWordWrap(true);
    field.problem->setForegroundRole(QPalette::BrightText);
    field.problem->hide();
    connect(field.edit, &QLineEdit::textEdited, field.problem, &QLabel::hide);
    connect(field.edit, &QLineEdit::returnPressed, this, &EndpointForm::submit);
    return field;
}

void EndpointForm::makeFields()
{
    m_url = makeField(tr("Token URL"), u"https://example.com/token"_s);
    m_url.edit->setObjectName(u"tokenUrl"_s);
    m_user = makeField(tr("User"), tr("Your identity at the back end"));
    m_user.edit->setObjectName(u"user"_s);
    m_secret = makeField(tr("Password"), {});
    m_secret.edit->setObjectName(u"secret"_s);
    makeSecretField(*m_secret.edit);
    m_serviceUrl = makeField(tr("Service URL"), tr("Twilio's, for the region"));
    m_region = makeField(tr("Region"), u"us1"_s);

    m_auth = new QComboBox(this);
    m_auth->addItem(tr("User and password (basic)"), int(TokenAuth::Basic));
    m_auth->addItem(tr("Bearer credential"), int(TokenAuth::Bearer));
    m_auth->addItem(tr("In the address (query), for Twilio's demo services"),
                    int(TokenAuth::Query));
    m_auth->setAccessibleName(tr("How the back end checks you"));
    m_auth->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_auth, &QComboBox::currentIndexChanged, this, &EndpointForm::authChanged);

    m_remember = new QCheckBox(tr("Remember me"), this);
    m_remember->setChecked(true);
    m_note = new QLabel(this);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    setKeychainAvailable(true);

    m_back = new QPushButton(tr("Demo accounts"), this);
    m_test = new QPushButton(tr("Test"), this);
    m_test->setToolTip(tr("Fetch one token and check everything about it"));
    m_test->setAccessibleName(tr("Test the back end"));
    m_signIn = new QPushButton(tr("Sign in"), this);
    m_signIn->setDefault(true);
    m_signIn->setObjectName(u"signIn"_s);
    connect(m_back, &QPushButton::clicked, this, &EndpointForm::backRequested);
    connect(m_test, &QPushButton::clicked, this, &EndpointForm::test);
    connect(m_signIn, &QPushButton::clicked, this, &EndpointForm::submit);
}

void EndpointForm::layOut()
{
    m_advancedBox = new QWidget(this);
    auto *advanced = new QVBoxLayout(m_advancedBox);
    advanced->setContentsMargins(0, 0, 0, 0);
    advanced->setSpacing(5);
    for (const Field &field : { m_serviceUrl, m_region }) {
        advanced->addWidget(
            makeFieldLabel(field.edit->accessibleName(), field.edit, m_advancedBox));
        advanced->addWidget(field.edit);
        advanced->addWidget(field.problem);
    }
    m_advancedBox->hide();
    m_advanced = new QToolButton(this);
    m_advanced->setText(tr("More settings"));
    m_advanced->setCheckable(true);
    m_advanced->setAutoRaise(true);
    m_advanced->setArrowType(Qt::RightArrow);
    m_advanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advanced->setAccessibleName(tr("More settings"));
    connect(m_advanced, &QToolButton::toggled, this, [this](bool open) {
        m_advanced->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_advancedBox->setVisible(open);
    });

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_test);
    buttons->addWidget(m_signIn);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    const auto add = [this, layout](const Field &field, const QString &label) {
        auto *words = makeFieldLabel(label, field.edit, this);
        layout->addWidget(words);
        layout->addWidget(field.edit);
        layout->addWidget(field.problem);
        layout->addSpacing(4);
        return words;
    };
    add(m_url, tr("Token &URL"));
    layout->addWidget(makeFieldLabel(tr("How the back end &checks you"), m_auth, this));
    layout->addWidget(m_auth);
    layout->addSpacing(4);
    add(m_user, tr("U&ser"));
    m_secretLabel = add(m_secret, tr("&Password"));
    layout->addWidget(m_remember);
    layout->addWidget(m_note);
    layout->addWidget(m_advanced, 0, Qt::AlignLeading);
    layout->addWidget(m_advancedBox);
    layout->addSpacing(8);
    layout->addLayout(buttons);
}

void EndpointForm::setValues(const UiSettings::SignIn &values, const QString &region)
{
    for (const Field &field : { m_url, m_user, m_secret, m_serviceUrl })
        showProblem(field, {});
    m_url.edit->setText(values.tokenUrl.toString());
    m_auth->setCurrentIndex(m_auth->findData(int(values.auth)));
    m_user.edit->setText(values.identity);
    m_serviceUrl.edit->setText(values.serviceUrl.toString());
    m_region.edit->setText(region == u"us1" ? QString() : region);
    m_advanced->setChecked(!values.serviceUrl.isEmpty() || !m_region.edit->text().isEmpty());
}

void EndpointForm::setKeychainAvailable(bool available)
{
    m_remember->setEnabled(available);
    m_remember->setChecked(available);
    m_note->setText(
        available
            ? tr("Kept in the system keychain: the session that your back end gives, or, if it "
                 "gives none, the password itself.")
            : tr("There is no keychain in this run, so nothing is kept."));
}

void EndpointForm::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
}

TokenAuth EndpointForm::auth() const
{
    return TokenAuth(m_auth->currentData().toInt());
}

void EndpointForm::authChanged()
{
    const bool bearer = auth() == TokenAuth::Bearer;
    m_secretLabel->setText(bearer ? tr("&Bearer credential") : tr("&Password"));
    m_secret.edit->setAccessibleName(bearer ? tr("Bearer credential") : tr("Password"));
    m_url.problem->hide();
    m_user.problem->hide();
}

QString EndpointForm::serviceUrlProblem() const
{
    const QString text = m_serviceUrl.edit->text().trimmed();
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (!url.isValid() || url.host().isEmpty() || (scheme != u"wss" && scheme != u"ws"))
        return tr("This is not a service address. It looks like wss://example.com/v3/wsconnect.");
    if (scheme == u"ws" && !isLoopbackHost(url.host()))
        return tr("Without encryption (ws) only this computer itself can be used. Use wss.");
    return {};
}

void EndpointForm::showProblem(const Field &field, const QString &problem)
{
    field.problem->setText(problem);
    field.problem->setVisible(!problem.isEmpty());
    field.edit->setAccessibleDescription(problem);
}

bool EndpointForm::validate()
{
    struct Check
    {
        Field field;
        QString problem;
    };
    const QUrl url(m_url.edit->text().trimmed(), QUrl::StrictMode);
    QString urlProblem = m_url.edit->text().trimmed().isEmpty() || url.isValid()
        ? ErrorTexts::tokenUrlProblem(url, auth())
        : tr("This is not an address. It looks like https://example.com/token.");
    const QString user = m_user.edit->text().trimmed();
    const Check checks[] = {
        { m_url, urlProblem },
        { m_user,
          user.isEmpty() ? tr("Enter your user name.") : ErrorTexts::userProblem(user, auth()) },
        { m_secret,
          !m_secret.edit->text().isEmpty()  ? QString()
              : auth() == TokenAuth::Bearer ? tr("Enter the bearer credential.")
                                            : tr("Enter your password.") },
        { m_serviceUrl, serviceUrlProblem() },
    };
    const Check *first = nullptr;
    for (const Check &check : checks) {
        showProblem(check.field, check.problem);
        if (!check.problem.isEmpty() && first == nullptr)
            first = &check;
    }
    if (first == nullptr) {
        // Whatever the library knows besides.
        const bool good = request().config.problem().isEmpty();
        if (!good)
            showProblem(m_url, tr("These settings cannot work together. Check them."));
        return good;
    }
    if (first->field.edit == m_serviceUrl.edit)
        m_advanced->setChecked(true);
    first->field.edit->setFocus();
    announce(first->field.problem, first->problem);
    return false;
}

SignInRequest EndpointForm::request() const
{
    SignInRequest request;
    request.config.tokenUrl = QUrl(m_url.edit->text().trimmed(), QUrl::StrictMode);
    request.config.auth = auth();
    request.config.identity = m_user.edit->text().trimmed();
    request.config.serviceUrl = QUrl(m_serviceUrl.edit->text().trimmed(), QUrl::StrictMode);
    const QString region = m_region.edit->text().trimmed();
    if (!region.isEmpty())
        request.config.region = region;
    request.secret = m_secret.edit->text();
    request.remember = m_remember->isChecked();
    return request;
}

void EndpointForm::submit()
{
    if (validate())
        Q_EMIT submitted(request());
}

void EndpointForm::test()
{
    if (validate())
        Q_EMIT testRequested(request());
}

void EndpointForm::focusFirstEmpty()
{
    for (const Field &field : { m_url, m_user, m_secret }) {
        if (field.edit->text().isEmpty()) {
            field.edit->setFocus();
            return;
        }
    }
    m_secret.edit->setFocus();
    m_secret.edit->selectAll(); // the one that is there was most likely refused
}

} // namespace parley::ui
