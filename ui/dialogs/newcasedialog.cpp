// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/newcasedialog.h"

#include "ui/format/text.h"
#include "ui/state/casework.h"
#include "ui/state/session.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <array>
#include <iterator>
#include <utility>

namespace vci::ui {

namespace {

Result<std::optional<Timestamp>> timeOf(const QLineEdit& field)
{
    const QString text = field.text().trimmed();
    if (text.isEmpty()) return std::optional<Timestamp>();
    const auto time = Timestamp::parse(text.toStdString());
    if (time.ok()) return std::optional(time.value());
    return makeError(ErrorCode::InvalidTime, field.accessibleName().toStdString() + ": " + time.error().message);
}

}  // namespace

QString wordsOfNewCase(const casefile::Selection& selection, const std::optional<store::RecordSelection>& source)
{
    const auto tr = [](const char* text) { return NewCaseDialog::tr(text); };
    const QString goesIn = tr("Goes in: %1.").arg(format::plain(selection.words())) + QLatin1Char(' ');
    const auto whole = selection.wholeAmong(source);
    const bool isOfWhole =
        !source || source->isOfWholeAggregates || (!selection.isOfAllAggregates() && whole.size() == selection.aggregates.size());
    if (selection.isOfWholeAggregates() && isOfWhole) return goesIn.trimmed();
    if (whole.empty())
        return goesIn + tr("It is not made of whole aggregates, so that gaps in it say nothing: its badge will say so.");
    const bool isByCorrelation = !selection.correlations.empty() || (source && source->hasCorrelations);
    const QString part = isByCorrelation ? tr("of others it holds what came by a correlation") : tr("of others it holds a part");
    return goesIn +
           (whole.size() == 1 ? tr("Aggregate %1 is in it whole, ").arg(format::shortId(whole.front().uuid()))
                              : tr("%1 aggregates are in it whole, ").arg(format::count(std::ssize(whole)))) +
           part + tr(", so that gaps in those say nothing: its badge will say so.");
}

NewCaseDialog::NewCaseDialog(Session& session, CaseWork& work, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_work(work)
    , m_aggregate(new QRadioButton(this))
    , m_correlation(new QRadioButton(tr("This correlation"), this))
    , m_all(new QRadioButton(tr("All events of the tenant"), this))
    , m_types(new QLineEdit(this))
    , m_from(new QLineEdit(this))
    , m_to(new QLineEdit(this))
    , m_file(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Choose…"), this))
    , m_answer(new QLabel(this))
    , m_stop(new QPushButton(tr("Cancel"), this))
    , m_open(new QPushButton(tr("Open the case"), this))
{
    build();
    for (QRadioButton* choice : {m_aggregate, m_correlation, m_all})
        connect(choice, &QRadioButton::toggled, this, &NewCaseDialog::check);
    for (QLineEdit* field : {m_types, m_from, m_to, m_file}) connect(field, &QLineEdit::textChanged, this, &NewCaseDialog::check);
    connect(m_browse, &QPushButton::clicked, this, &NewCaseDialog::browse);
    connect(m_make, &QPushButton::clicked, this, &NewCaseDialog::make);
    connect(m_stop, &QPushButton::clicked, &m_work, &CaseWork::cancelExport);
    connect(m_open, &QPushButton::clicked, this, [this] {
        Q_EMIT openRequested(m_made);
        QDialog::accept();
    });
    connect(&m_work, &CaseWork::exportProgressed, this,
            [this] { say(tr("%1 events copied…").arg(format::count(m_work.eventsExported())), false); });
    connect(&m_work, &CaseWork::exported, this, &NewCaseDialog::onExported);
    connect(&m_work, &CaseWork::failed, this, [this](const Error& error) {
        check();
        say(error.isCancelled() ? tr("Cancelled: no case was made.") : format::error(error), !error.isCancelled());
    });
    connect(&m_session, &Session::sourceStateChanged, this, &QDialog::reject);
    connect(&m_work, &CaseWork::changed, this, [this, isKnown = m_work.contents().has_value()]() mutable {
        // What is whole in the source is told to who has not been told anything else yet.
        if (std::exchange(isKnown, m_work.contents().has_value()) || !m_work.contents()) return;
        if (m_made.isEmpty()) check();
    });
    m_work.readIfNeeded();
    readCorrelation();
    check();
}

NewCaseDialog::~NewCaseDialog()
{
    m_work.cancelExport();
}

void NewCaseDialog::build()
{
    setWindowTitle(tr("New case from a selection"));
    setMinimumWidth(560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    auto* what =
        new QLabel(tr("Copies the chosen events into a case file of its own, with everything that is needed to verify them "
                      "there alone. The source is not changed."),
                   this);
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    layout->addWidget(what);
    if (const auto& timeline = m_session.timeline()) {
        m_aggregateId = timeline->aggregateId();
        m_aggregate->setText(tr("This aggregate: %1 %2, %3 events")
                                 .arg(format::plain(timeline->aggregateType()), format::shortId(m_aggregateId->uuid()),
                                      format::count(static_cast<std::int64_t>(timeline->size()))));
    }
    m_aggregate->setVisible(m_aggregateId.has_value());
    m_correlation->setEnabled(false);
    (m_aggregateId ? m_aggregate : m_all)->setChecked(true);
    for (QRadioButton* choice : {m_aggregate, m_correlation, m_all}) layout->addWidget(choice);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignRight);
    m_types->setPlaceholderText(tr("empty: all; else event types, such as CallEnded, PaymentFailed"));
    m_from->setPlaceholderText(tr("2026-02-10T10:00:00Z"));
    m_to->setPlaceholderText(tr("2026-02-11T00:00:00Z"));
    const std::array<std::pair<QString, QLineEdit*>, 3> rows = {
        {{tr("Only types"), m_types}, {tr("Only from"), m_from}, {tr("Only before"), m_to}}};
    for (const auto& [name, field] : rows) {
        field->setAccessibleName(name);
        form->addRow(name, field);
    }
    m_file->setAccessibleName(tr("File of the case"));
    m_file->setPlaceholderText(tr("a new file, such as /home/me/dispute.vcase"));
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(m_file, 1);
    place->addWidget(m_browse);
    form->addRow(tr("File"), place);
    layout->addLayout(form);

    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setMinimumHeight(52);
    m_answer->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    for (QPushButton* button : {m_stop, m_open}) {
        button->setProperty("look", QStringLiteral("smalllink"));
        button->hide();
    }
    auto* said = new QHBoxLayout;
    said->addWidget(m_answer, 1);
    said->addWidget(m_stop, 0, Qt::AlignTop);
    said->addWidget(m_open, 0, Qt::AlignTop);
    layout->addLayout(said);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_make = buttons->addButton(tr("Make the case"), QDialogButtonBox::ActionRole);
    m_make->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_file->setFocus();
}

void NewCaseDialog::readCorrelation()
{
    const auto& timeline = m_session.timeline();
    const auto position = m_session.position();
    if (!timeline || position == 0) return;
    using Found = std::optional<CorrelationId>;
    m_session.interactive().run<Found>(
        tr("Reading the event"),
        [event = timeline->eventAt(position - 1).id](TaskContext& task) -> Result<Found> {
            const std::array<EventId, 1> ids = {event};
            VCI_TRY(const auto events, task.reader.eventsById(ids, task.stop));
            return events.empty() ? Found() : events.front().correlationId;
        },
        this,
        [this](const Result<Found>& found) {
            if (!found.ok() || !found.value()) return m_correlation->setText(tr("This correlation: the event names none"));
            m_correlationId = found.value();
            m_correlation->setText(tr("This correlation: %1").arg(QString::fromStdString(m_correlationId->toString())));
            m_correlation->setEnabled(true);
        });
}

Result<casefile::Selection> NewCaseDialog::selection() const
{
    casefile::Selection selection;
    if (m_aggregate->isChecked() && m_aggregateId) selection.aggregates.push_back(*m_aggregateId);
    if (m_correlation->isChecked() && m_correlationId) selection.correlations.push_back(*m_correlationId);
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    for (const QString& type : m_types->text().split(separators, Qt::SkipEmptyParts))
        selection.types.push_back(type.toStdString());
    VCI_TRY(selection.from, timeOf(*m_from));
    VCI_TRY(selection.to, timeOf(*m_to));
    if (selection.from && selection.to && *selection.to <= *selection.from)
        return makeError(ErrorCode::Usage, "the end of the time must be later than its beginning");
    return selection;
}

void NewCaseDialog::check()
{
    const bool isMaking = m_work.isExporting();
    const auto chosen = selection();
    m_make->setEnabled(!isMaking && chosen.ok() && !m_file->text().trimmed().isEmpty());
    m_stop->setVisible(isMaking);
    if (isMaking) return;
    if (!chosen.ok()) return say(format::error(chosen.error()), true);
    m_open->hide();
    const auto& source = m_work.contents();
    say(wordsOfNewCase(chosen.value(),
                       source && source->info.selection ? casefile::tryRecordSelection(*source->info.selection) : std::nullopt),
        false);
}

void NewCaseDialog::say(const QString& text, bool isError)
{
    m_answer->setText(text);
    setLook(m_answer, isError ? QStringLiteral("error") : QStringLiteral("secondary"));
}

void NewCaseDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("New case"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // a case is never written over
    dialog->setNameFilter(tr("Case files (*.vcase)"));
    dialog->setDefaultSuffix(QStringLiteral("vcase"));
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void NewCaseDialog::make()
{
    auto chosen = selection();
    if (!m_make->isEnabled() || !chosen.ok()) return;
    QString file = m_file->text().trimmed();
    if (!file.contains(QLatin1Char('.'))) file += QStringLiteral(".vcase");
    m_work.exportTo(chosen.value(), QDir::current().absoluteFilePath(file));
    check();
    say(tr("Copying…"), false);
}

void NewCaseDialog::onExported(const QString& file, const casefile::ExportOutcome& outcome)
{
    check();
    m_made = file;
    QStringList words{tr("Made %1: %2 events, %3 with a proof.")
                          .arg(format::plain(file.toStdString()), format::count(outcome.events), format::count(outcome.proved))};
    for (const std::string& notice : outcome.notices) words += format::plain(notice);
    say(words.join(QLatin1Char(' ')), false);
    m_make->setEnabled(false);
    m_open->show();
    m_open->setFocus();
}

}  // namespace vci::ui
