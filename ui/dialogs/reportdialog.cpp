// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/reportdialog.h"

#include "core/report/members.h"
#include "ui/format/text.h"
#include "ui/models/badgewords.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagesview.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace vci::ui {

namespace {

using Kind = EmptyState::Kind;
using State = ReportDraft::State;

constexpr QSize kSize(1000, 700);
constexpr int kOptionsWidth = 304;
constexpr int kAroundIdPx = 32;  ///< the frame of a field with an id in it
constexpr std::size_t kMostCorrelated = 200;

/// "Signed only · 12 events · 3 findings · personal data masked", of a whole report.
QString factsOf(const ReportPreview& preview)
{
    const verify::Report& verified = *preview.made.verified;
    QStringList parts{QStringLiteral("%1 %2").arg(badgeSign(verified.badge), badgeWord(verified.badge))};
    parts += verified.events == 1 ? ReportDialog::tr("1 event verified")
                                  : ReportDialog::tr("%1 events verified").arg(format::count(verified.events));
    parts += verified.findings.size() == 1 ? ReportDialog::tr("1 finding")
                                           : ReportDialog::tr("%1 findings").arg(format::count(std::ssize(verified.findings)));
    const std::string_view personal = report::textAt(report::at(*preview.made.document, "request"), "personal_data");
    parts += personal == "shown" ? ReportDialog::tr("personal data shown") : ReportDialog::tr("personal data masked");
    const auto shown = std::ssize(preview.pictures.pages);
    if (shown > 0)
        parts += shown < preview.pictures.count
                     ? ReportDialog::tr("the first %1 of %2 pages").arg(shown).arg(format::count(preview.pictures.count))
                 : shown == 1 ? ReportDialog::tr("1 page")
                              : ReportDialog::tr("%1 pages").arg(shown);
    else if (preview.text.size() >= ReportDraft::kMostText - 1)
        parts += ReportDialog::tr("its beginning");
    return parts.join(QStringLiteral(" · "));
}

/// A correlation and the aggregates that have an event of it, in their order of appearance.
struct Correlated {
    std::optional<CorrelationId> id;
    std::vector<AggregateId> aggregates;
};

/// That of an event. Stops where there are more aggregates than a person would read of.
Result<Correlated> correlatedWith(store::EventReader& reader, EventId event, const std::stop_token& stop)
{
    const std::array<EventId, 1> ids = {event};
    VCI_TRY(const auto events, reader.eventsById(ids, stop));
    if (events.empty() || !events.front().correlationId) return Correlated();
    Correlated found{events.front().correlationId, {}};
    store::PageRequest page;
    do {
        VCI_TRY(const auto part, reader.correlated(*found.id, page, stop));
        for (const Event& each : part.events)
            if (std::ranges::find(found.aggregates, each.aggregateId) == found.aggregates.end())
                found.aggregates.push_back(each.aggregateId);
        page.after = part.next;
    } while (page.after && found.aggregates.size() <= kMostCorrelated);
    return found;
}

}  // namespace

ReportDialog::ReportDialog(Session& session, ReportServices services, const ReportStanding& standing,
                           std::function<Result<void>()> beforeReveal, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_subject(standing.aggregate ? standing.aggregateName : standing.tenantName)
    , m_draft(new ReportDraft(session, std::move(services), std::move(beforeReveal), this))
    , m_options(new ReportOptions(standing, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(m_stack))
    , m_pages(new PagesView(m_stack))
    , m_text(new QPlainTextEdit(m_stack))
    , m_facts(new QLabel(this))
    , m_folder(new QPushButton(tr("Open the folder"), this))
    , m_stop(new QPushButton(tr("Cancel"), this))
{
    build();
    connect(m_options, &ReportOptions::changed, this, &ReportDialog::ask);
    connect(m_draft, &ReportDraft::changed, this, &ReportDialog::refresh);
    connect(m_draft, &ReportDraft::progressed, this, &ReportDialog::refresh);
    connect(m_draft, &ReportDraft::saved, this, &ReportDialog::onSaved);
    connect(m_draft, &ReportDraft::saveFailed, this,
            [this](const Error& error) { m_facts->setText(tr("✕ Not saved: %1").arg(format::error(error))); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_draft->state() == State::Making || m_draft->state() == State::Waiting) return m_draft->stop();
        ask();
    });
    connect(&session, &Session::sourceStateChanged, this, &QDialog::reject);
    if (standing.event) readCorrelation(*standing.event);
}

void ReportDialog::readCorrelation(EventId event)
{
    m_session.interactive().run<Correlated>(
        tr("Reading the event"), [event](TaskContext& task) { return correlatedWith(task.reader, event, task.stop); }, this,
        [this](const Result<Correlated>& found) {
            if (!found.ok()) return m_options->setNoCorrelation(tr("it cannot be read"));
            const Correlated& related = found.value();
            if (related.aggregates.size() > kMostCorrelated)
                return m_options->setNoCorrelation(tr("more than %1 aggregates").arg(format::count(kMostCorrelated)));
            m_options->setCorrelation(related.id, related.aggregates);
        });
}

void ReportDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    // Pages are drawn as wide as they are shown, which nobody knows before.
    if (m_pageWidthPx != PagesView::pageWidthPx(*m_stack)) ask();
}

void ReportDialog::build()
{
    setWindowTitle(tr("Report"));
    resize(parentWidget() ? kSize.boundedTo(parentWidget()->window()->size() - QSize(24, 48)) : kSize);
    const QFontMetrics metrics(Theme::instance().textFont());
    const int idWidth = metrics.horizontalAdvance(QStringLiteral("00000000-0000-0000-0000-000000000000"));
    m_options->setFixedWidth(std::max(kOptionsWidth, idWidth + kAroundIdPx));
    m_pages->setAccessibleName(tr("Preview of the report"));
    m_text->setAccessibleName(tr("Preview of the report"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(Theme::instance().monoFont());
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QWidget* page : {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_pages), static_cast<QWidget*>(m_text)})
        m_stack->addWidget(page);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setProperty("look", QStringLiteral("secondary"));
    for (QPushButton* button : {m_folder, m_stop}) {
        button->setProperty("look", QStringLiteral("smalllink"));
        button->hide();
    }
    connect(m_folder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_savedFile).absolutePath())); });

    auto* right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(m_stack, 1);
    auto* said = new QHBoxLayout;
    said->setContentsMargins(PagesView::kGapPx, 0, 0, 0);  // below the pages' own edge
    said->addWidget(m_facts, 1);
    said->addWidget(m_folder);
    said->addWidget(m_stop);
    right->addLayout(said);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(m_options);
    middle->addLayout(right, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    m_save->setDefault(true);
    connect(m_stop, &QPushButton::clicked, m_draft, &ReportDraft::stop);
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::askForName);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
}

void ReportDialog::ask()
{
    auto request = m_options->request();
    if (!request.ok()) {
        m_draft->clear();
        m_facts->clear();
        m_folder->hide();
        m_stack->setCurrentWidget(m_empty);
        return m_empty->show(Kind::NothingMatches, tr("There is nothing to show yet"), format::error(request.error()));
    }
    m_pageWidthPx = PagesView::pageWidthPx(*m_stack);
    m_draft->ask({std::move(request).value(), m_options->format(), m_pageWidthPx});
}

void ReportDialog::refresh()
{
    const State state = m_draft->state();
    const bool isSaving = state == State::Saving;
    m_options->setEnabled(!isSaving);
    m_save->setEnabled(state == State::Ready);
    m_stop->setVisible(isSaving);
    switch (state) {
    case State::Nothing:
    case State::Ready:
        return showPreview();
    case State::Waiting:
    case State::Making:
        m_empty->show(Kind::Loading, tr("Verifying and making the report…"),
                      m_draft->done() > 0 ? tr("%1 events read").arg(format::count(m_draft->done())) : QString(), tr("Cancel"));
        break;
    case State::Failed:
        m_empty->show(Kind::NotPermitted, tr("There is no report"), format::error(*m_draft->error()), tr("Try again"));
        break;
    case State::Stopped:
        m_empty->show(Kind::NothingMatches, tr("Cancelled"), {}, tr("Make it"));
        break;
    case State::Saving:
        return m_facts->setText(tr("Writing the report…"));
    }
    m_stack->setCurrentWidget(m_empty);
    m_facts->clear();
    m_folder->hide();
}

void ReportDialog::showPreview()
{
    if (!m_draft->isReady()) return;
    const ReportPreview& preview = m_draft->preview();
    const QString facts = factsOf(preview);
    if (preview.pictures.pages.empty()) {
        m_text->setPlainText(preview.text);
        m_stack->setCurrentWidget(m_text);
    } else {
        m_pages->setPages(preview.pictures.pages);
        m_stack->setCurrentWidget(m_pages);
    }
    m_pages->setAccessibleDescription(facts);
    m_text->setAccessibleDescription(facts);
    m_facts->setText(facts);
}

void ReportDialog::askForName()
{
    if (!m_draft->isReady()) return;
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString ending = m_options->ending();
    dialog->setNameFilter(tr("Report (*%1)").arg(ending));
    dialog->setDefaultSuffix(ending.mid(1));
    QString name = tr("Report %1").arg(m_subject);
    dialog->selectFile(name.replace(QLatin1Char('/'), QLatin1Char('-')) + ending);
    connect(dialog, &QFileDialog::fileSelected, m_draft, &ReportDraft::save);
    dialog->open();
}

void ReportDialog::onSaved(const QString& file)
{
    m_savedFile = file;
    m_facts->setText(tr("Saved as %1").arg(format::plain(file.toStdString())));
    m_folder->show();
    m_folder->setFocus();
    Q_EMIT saved(file);
}

}  // namespace vci::ui
