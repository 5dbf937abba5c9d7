// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/faultlab.h"

#include "widgets/announce.h"
#include "widgets/steadylabel.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

FaultLab::FaultLab(Experiments &experiments, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_experiments(experiments)
    , m_ticker(clock)
    , m_choice(new QComboBox(this))
    , m_begin(new QPushButton(this))
    , m_steps(new SteadyLabel(this))
    , m_budget(new QLabel(this))
{
    m_choice->setAccessibleName(tr("What to try"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    QStringList texts;
    for (const Experiments::Id each : m_experiments.all()) {
        m_choice->addItem(m_experiments.name(each), int(each));
        texts.append(m_experiments.steps(each).join(u'\n'));
    }
    m_steps->setPossibleTexts(texts);
    m_steps->setAccessibleName(tr("What there is to see"));
    m_budget->setWordWrap(true);
    m_budget->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_choice);
    layout->addWidget(m_steps);
    layout->addWidget(m_begin);
    layout->addWidget(m_budget);
    connect(m_choice, &QComboBox::activated, this, &FaultLab::showSteps);
    connect(m_begin, &QPushButton::clicked, this, [this] { m_experiments.begin(chosen()); });
    connect(&m_experiments, &Experiments::changed, this, &FaultLab::follow);
    connect(&m_experiments, &Experiments::budgetChanged, this, &FaultLab::showBudget);
    connect(&m_ticker, &Ticker::ticked, this, &FaultLab::showBudget);
    showSteps();
    showBudget();
}

void FaultLab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ticker.start();
    showBudget();
}

void FaultLab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ticker.stop();
}

Experiments::Id FaultLab::chosen() const
{
    return Experiments::Id(m_choice->currentData().toInt());
}

/// Whatever part of the program has begun it.
void FaultLab::follow()
{
    const std::optional<Experiments::Id> current = m_experiments.current();
    if (current && current != m_followed)
        m_choice->setCurrentIndex(m_choice->findData(int(*current)));
    m_followed = current;
    showSteps();
    const int seen = m_experiments.seen();
    if (current && seen > m_announced && isVisible())
        announce(m_steps, tr("Seen: %1").arg(m_experiments.steps(*current).at(seen - 1).mid(2)));
    m_announced = seen;
}

void FaultLab::showSteps()
{
    const QStringList steps = m_experiments.steps(chosen());
    m_steps->setText(steps.join(u'\n'));
    const bool isRunning = m_experiments.isRunning() && chosen() == m_experiments.current();
    m_begin->setText(isRunning ? tr("Begin again") : tr("Try it"));
}

void FaultLab::showBudget()
{
    m_budget->setText(m_experiments.budget());
}

} // namespace parley::ui
