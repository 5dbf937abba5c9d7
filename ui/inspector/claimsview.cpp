// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/claimsview.h"

#include "text/timetexts.h"
#include "text/walltime.h"
#include "widgets/elidedlabel.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

QString timeText(WallTime at)
{
    const QDateTime utc = dateTimeOf(at);
    return QLocale().toString(utc.toLocalTime().date(), QLocale::ShortFormat) + u' '
        + TimeTexts::timeWithSeconds(utc);
}

/// Signs, so that the weight is seen without colour.
QString signOf(Finding::Weight weight)
{
    switch (weight) {
    case Finding::Weight::Fine:
        return u"✓"_s;
    case Finding::Weight::Notice:
        return u"ℹ"_s; // common fonts lack a circled one
    case Finding::Weight::Problem:
        return u"⚠"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ClaimsView::ClaimsView(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_clock(clock)
    , m_findingsBox(new QVBoxLayout)
{
    m_findingsBox->setSpacing(3);
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_user = addRow(*form, tr("For"), u"grants.identity"_s);
    m_issued = addRow(*form, tr("Issued"), u"iat"_s);
    m_expires = addRow(*form, tr("Expires"), u"exp"_s);
    m_life = addRow(*form, tr("Life"), u"exp − iat"_s);
    m_grants = addRow(*form, tr("May use"), u"grants"_s);
    m_service = addRow(*form, tr("Service"), u"grants.chat.service_sid"_s);
    m_account = addRow(*form, tr("Account"), u"sub"_s);
    m_key = addRow(*form, tr("Signed by"), u"iss"_s);
    m_generation = addRow(*form, tr("Generation"), {});
    m_fingerprint = addRow(*form, tr("Fingerprint"), {});
    m_clockOffset = addRow(*form, tr("Server clock"), {});
    m_kept = addRow(*form, tr("Kept"), {});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 8, 2, 4);
    layout->setSpacing(10);
    layout->addLayout(m_findingsBox);
    layout->addLayout(form);
    layout->addStretch(1);
    refresh();
}

ElidedLabel *ClaimsView::addRow(QFormLayout &form, const QString &label, const QString &claim)
{
    auto *name = new QLabel(label, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    if (!claim.isEmpty())
        name->setToolTip(tr("The claim “%1” of the token").arg(claim));
    auto *value = new ElidedLabel(this);
    form.addRow(name, value);
    return value;
}

void ClaimsView::setKept(const QString &text)
{
    m_kept->setText(text);
}

void ClaimsView::showFindings(std::vector<Finding> findings)
{
    if (findings == m_findings)
        return;
    m_findings = std::move(findings);
    while (QLayoutItem *item = m_findingsBox->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Finding &finding : m_findings) {
        auto *line = new QLabel(signOf(finding.weight) + u' ' + finding.text, this);
        line->setTextFormat(Qt::PlainText);
        line->setWordWrap(true);
        if (finding.weight == Finding::Weight::Problem)
            line->setForegroundRole(QPalette::BrightText);
        m_findingsBox->addWidget(line);
    }
}

void ClaimsView::showClaims(const std::optional<AccessToken> &token)
{
    const QString none = u"–"_s;
    const auto text = [&](auto value) { return token ? value(*token) : none; };
    m_user->setText(text([](const AccessToken &t) { return t.identity(); }));
    m_issued->setText(text([&](const AccessToken &t) {
        return t.issuedAt() ? timeText(*t.issuedAt()) : tr("not told");
    }));
    m_expires->setText(text([](const AccessToken &t) { return timeText(t.expiresAt()); }));
    m_life->setText(text([&](const AccessToken &t) {
        return t.lifetime() ? TokenFindings::lifeText(*t.lifetime()) : tr("not told");
    }));
    m_grants->setText(text([](const AccessToken &t) { return t.grantNames().join(u", "); }));
    m_service->setText(text([](const AccessToken &t) { return t.serviceSid(); }));
    m_account->setText(text([](const AccessToken &t) { return t.accountSid(); }));
    m_key->setText(text([](const AccessToken &t) { return t.keySid(); }));
    m_fingerprint->setText(text([](const AccessToken &t) { return t.fingerprint(); }));
    m_generation->setText(QLocale().toString(m_tokens.generation()));
}

void ClaimsView::refresh()
{
    using std::chrono::milliseconds;
    const std::optional<AccessToken> token = m_tokens.token();
    const milliseconds offset = m_tokens.serverClockOffset();
    showClaims(token);
    if (token)
        showFindings(TokenFindings::of(*token, { m_expectedIdentity, offset, m_clock.wallNow() }));
    else
        showFindings({ { Finding::Weight::Problem, tr("There is no valid token.") } });
    if (std::chrono::abs(offset) < std::chrono::seconds(1))
        m_clockOffset->setText(tr("agrees with this computer"));
    else if (offset > milliseconds(0))
        m_clockOffset->setText(tr("%1 ahead of this computer").arg(TimeTexts::span(offset)));
    else
        m_clockOffset->setText(tr("%1 behind this computer").arg(TimeTexts::span(-offset)));
}

} // namespace parley::ui
