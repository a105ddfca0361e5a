// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/reportoptions.h"

#include "ui/format/text.h"
#include "ui/widgets/linesedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {

constexpr int kLines = 2;

struct FormatEntry {
    report::Format format;
    const char* name;
    const char* ending;
};
constexpr FormatEntry kFormats[] = {
    {report::Format::Pdf, QT_TRANSLATE_NOOP("vci::ui::ReportOptions", "PDF, to print and to keep"), ".pdf"},
    {report::Format::Html, QT_TRANSLATE_NOOP("vci::ui::ReportOptions", "HTML, to read on a screen"), ".html"},
    {report::Format::Xlsx, QT_TRANSLATE_NOOP("vci::ui::ReportOptions", "XLSX, a spreadsheet"), ".xlsx"},
    {report::Format::Csv, QT_TRANSLATE_NOOP("vci::ui::ReportOptions", "CSV, plain tables"), ".csv"},
    {report::Format::Json, QT_TRANSLATE_NOOP("vci::ui::ReportOptions", "JSON, for programs"), ".json"},
};

QStringList wordsIn(const QString& text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

Result<Timestamp> timeIn(const QString& text, const QString& field)
{
    auto time = Timestamp::parse(text.toStdString());
    if (time.ok()) return time.value();
    return makeError(ErrorCode::InvalidTime, (field + QStringLiteral(": ")).toStdString() + time.error().message);
}

Result<std::optional<Timestamp>> timeOf(const QLineEdit& field)
{
    const QString text = field.text().trimmed();
    if (text.isEmpty()) return std::optional<Timestamp>();
    VCI_TRY(const Timestamp time, timeIn(text, field.accessibleName()));
    return std::optional(time);
}

}  // namespace

ReportOptions::ReportOptions(const ReportStanding& standing, QWidget* parent)
    : QWidget(parent)
    , m_tenant(standing.tenant)
    , m_aggregate(standing.aggregate)
    , m_one(new QRadioButton(tr("This aggregate: %1").arg(standing.aggregateName), this))
    , m_related(new QRadioButton(tr("This correlation"), this))
    , m_all(new QRadioButton(tr("The whole tenant: %1").arg(standing.tenantName), this))
    , m_some(new QRadioButton(tr("These aggregates, one id a line:"), this))
    , m_chosen(new LinesEdit(kLines, this))
    , m_from(new QLineEdit(this))
    , m_to(new QLineEdit(this))
    , m_instants(new LinesEdit(kLines, this))
    , m_chains(new LinesEdit(kLines, this))
    , m_playhead(new QPushButton(tr("Add the playhead's time"), this))
    , m_format(new QComboBox(this))
    , m_reveal(new QCheckBox(tr("Show personal data"), this))
{
    build(standing);
    for (QRadioButton* choice : {m_one, m_related, m_all, m_some})
        connect(choice, &QRadioButton::toggled, this, &ReportOptions::update);
    for (QPlainTextEdit* list : {m_chosen, m_instants, m_chains})
        connect(list, &QPlainTextEdit::textChanged, this, &ReportOptions::changed);
    for (QLineEdit* field : {m_from, m_to}) connect(field, &QLineEdit::textChanged, this, &ReportOptions::changed);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ReportOptions::changed);
    connect(m_reveal, &QCheckBox::toggled, this, &ReportOptions::changed);
    connect(m_playhead, &QPushButton::clicked, this, [this, at = standing.playhead] {
        if (at) m_instants->appendPlainText(QString::fromStdString(at->toString()));
    });
    update();
}

void ReportOptions::build(const ReportStanding& standing)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    const auto head = [&](const QString& text, QWidget* buddy) {
        auto* label = new QLabel(text, this);
        label->setProperty("look", QStringLiteral("title"));
        label->setBuddy(buddy);
        layout->addSpacing(5);
        layout->addWidget(label);
    };
    head(tr("About"), m_one);
    for (QWidget* each : {static_cast<QWidget*>(m_one), static_cast<QWidget*>(m_related), static_cast<QWidget*>(m_all),
                          static_cast<QWidget*>(m_some), static_cast<QWidget*>(m_chosen)})
        layout->addWidget(each);
    m_related->setVisible(standing.event.has_value());
    m_related->setEnabled(false);  // until it is read
    m_chosen->setAccessibleName(tr("Aggregates, one id a line"));
    m_one->setVisible(standing.aggregate.has_value());
    (standing.aggregate ? m_one : m_all)->setChecked(true);
    if (standing.aggregate) m_chosen->setPlainText(QString::fromStdString(standing.aggregate->toString()));

    head(tr("Events, empty: all"), m_from);
    m_from->setAccessibleName(tr("Events from"));
    m_to->setAccessibleName(tr("Events before"));
    m_from->setPlaceholderText(tr("2026-02-10T10:00:00Z"));
    m_to->setPlaceholderText(tr("2026-02-11T00:00:00Z"));
    auto* period = new QFormLayout;
    period->setHorizontalSpacing(8);
    period->setVerticalSpacing(5);
    period->addRow(tr("From"), m_from);
    period->addRow(tr("Before"), m_to);
    layout->addLayout(period);

    head(tr("States at, one time a line, empty: at the end"), m_instants);
    m_instants->setAccessibleName(tr("Times of the states, one a line"));
    layout->addWidget(m_instants);
    m_playhead->setProperty("look", QStringLiteral("smalllink"));
    m_playhead->setVisible(standing.playhead.has_value());
    layout->addWidget(m_playhead, 0, Qt::AlignLeft);
    head(tr("Chains of causes, one correlation id a line"), m_chains);
    m_chains->setAccessibleName(tr("Correlations, one id a line"));
    layout->addWidget(m_chains);

    head(tr("Format"), m_format);
    m_format->setAccessibleName(tr("Format"));
    for (const FormatEntry& entry : kFormats) m_format->addItem(tr(entry.name));
    layout->addWidget(m_format);
    layout->addSpacing(5);
    layout->addWidget(m_reveal);
    auto* said =
        new QLabel(tr("Numbers and names are masked otherwise. That they are shown is recorded: in the report, and in the "
                      "custody log of a case file."),
                   this);
    said->setTextFormat(Qt::PlainText);
    said->setWordWrap(true);
    said->setProperty("look", QStringLiteral("secondary"));
    m_reveal->setAccessibleDescription(said->text());
    layout->addWidget(said);
    layout->addStretch();
}

void ReportOptions::setCorrelation(std::optional<CorrelationId> correlation, std::vector<AggregateId> aggregates)
{
    if (!correlation || aggregates.empty()) return setNoCorrelation(tr("the event names none"));
    m_correlation = correlation;
    m_correlated = std::move(aggregates);
    const QString id = format::shortId(correlation->uuid());
    m_related->setText(m_correlated.size() == 1
                           ? tr("This correlation: %1, 1 aggregate").arg(id)
                           : tr("This correlation: %1, %2 aggregates").arg(id, format::count(std::ssize(m_correlated))));
    m_related->setToolTip(tr("Every aggregate with an event of the correlation %1, and its chain of causes")
                              .arg(QString::fromStdString(correlation->toString())));
    m_related->setEnabled(true);
}

void ReportOptions::setNoCorrelation(const QString& why)
{
    m_related->setText(tr("This correlation: %1").arg(why));
    m_related->setEnabled(false);
}

void ReportOptions::update()
{
    m_chosen->setEnabled(m_some->isChecked());
    const bool hasStates = !m_all->isChecked();
    m_instants->setEnabled(hasStates);
    m_playhead->setEnabled(hasStates);
    Q_EMIT changed();
}

Result<report::Request> ReportOptions::request() const
{
    report::Request request{m_tenant};
    if (m_one->isChecked() && m_aggregate) request.aggregates.push_back(*m_aggregate);
    if (m_related->isChecked() && m_correlation) {
        request.aggregates = m_correlated;
        request.correlations.push_back(*m_correlation);
    }
    if (m_some->isChecked()) {
        for (const QString& word : wordsIn(m_chosen->toPlainText())) {
            const auto id = AggregateId::tryFromString(word.toStdString());
            if (!id)
                return makeError(ErrorCode::Usage, format::plain(word.toStdString()).toStdString() + " is no id of an aggregate");
            request.aggregates.push_back(*id);
        }
        if (request.aggregates.empty())
            return makeError(ErrorCode::Usage, "name an aggregate by its id, or choose the whole tenant");
    }
    VCI_TRY(request.from, timeOf(*m_from));
    VCI_TRY(request.to, timeOf(*m_to));
    if (request.from && request.to && *request.to <= *request.from)
        return makeError(ErrorCode::Usage, "the end of the period must be later than its beginning");
    if (!request.aggregates.empty()) {
        for (const QString& word : wordsIn(m_instants->toPlainText())) {
            VCI_TRY(const Timestamp time, timeIn(word, tr("States at")));
            request.instants.push_back(time);
        }
    }
    for (const QString& word : wordsIn(m_chains->toPlainText())) {
        const auto id = CorrelationId::tryFromString(word.toStdString());
        if (!id)
            return makeError(ErrorCode::Usage, format::plain(word.toStdString()).toStdString() + " is no id of a correlation");
        if (std::ranges::find(request.correlations, *id) == request.correlations.end()) request.correlations.push_back(*id);
    }
    request.personalData = m_reveal->isChecked() ? report::PersonalData::Shown : report::PersonalData::Masked;
    return request;
}

report::Format ReportOptions::format() const
{
    return kFormats[m_format->currentIndex()].format;
}

QString ReportOptions::ending() const
{
    return QString::fromLatin1(kFormats[m_format->currentIndex()].ending);
}

}  // namespace vci::ui
