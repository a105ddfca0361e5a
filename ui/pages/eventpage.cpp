// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/eventpage.h"

#include "core/chain/causality.h"
#include "core/json/envelope.h"
#include "core/verify/bracket.h"
#include "ui/format/text.h"
#include "ui/models/badgewords.h"
#include "ui/models/blamestory.h"
#include "ui/models/bracketwords.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/widgets/emptystate.h"

#include <QVBoxLayout>

#include <limits>
#include <string>

namespace vci::ui {

namespace {

/// Laid out at once; more is a click away.
constexpr std::size_t kShownBytes = 65'536;

QStringList notesOf(const Flags& flags)
{
    QStringList notes;
    for (const FindingKind kind : kAllFindingKinds) {
        if (flags.has(kind)) notes.append(QStringLiteral("⚠ %1: %2").arg(format::findingName(kind), format::findingText(kind)));
    }
    return notes;
}

Result<JsonView::Content> readEvent(TaskContext& task, const replay::EventHead& head, std::size_t maxBytes, const QString& title)
{
    const EventId ids[] = {head.id};
    VCI_TRY(const std::vector<Event> events, task.reader.eventsById(ids, task.stop));
    if (events.empty()) return makeError(ErrorCode::NotFound, "event " + head.id.toString() + " is no longer in the source");
    Flags flags = head.flags;
    VCI_TRY(const std::vector<Flags> causation, chain::causationFlags(task.reader, events, task.stop));
    for (const FindingKind kind : kAllFindingKinds) {
        if (causation.front().has(kind)) flags.add(kind);
    }
    std::string line;
    json::appendEnvelope(line, events.front(), flags);
    JsonView::Content content;
    content.title = title;
    content.notes = notesOf(flags);
    content.layout = layOutJson(line, maxBytes);
    content.exact = QString::fromStdString(line);
    return content;
}

}  // namespace

EventPage::EventPage(Session& session, const Verification& verification, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_verification(verification)
    , m_empty(new EmptyState(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty);
    connect(&m_session, &Session::timelineChanged, this, &EventPage::refresh);
    connect(&m_session, &Session::positionChanged, this, &EventPage::refresh);
    connect(&m_verification, &Verification::changed, this, [this] {
        if (m_shown && proofNote() != m_proof) showContent();
    });
    connect(&m_session, &Session::sourceStateChanged, this, [this] {
        // The worker of the old source answers no more.
        m_asked.reset();
        m_shown.reset();
    });
    refresh();
}

JsonView& EventPage::view()
{
    if (m_view) return *m_view;
    m_view = new JsonView(this);
    m_view->hide();
    layout()->addWidget(m_view);
    connect(m_view, &JsonView::allWanted, this, [this] {
        if (!m_wanted) return;
        m_wanted->maxBytes = std::numeric_limits<std::size_t>::max();
        ask(*m_wanted);
    });
    return *m_view;
}

void EventPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_dirty) refresh();
}

void EventPage::refresh()
{
    m_dirty = !isVisible();
    if (m_dirty) return;
    const auto& timeline = m_session.timeline();
    if (!timeline || m_session.position() == 0) {
        m_wanted.reset();
        m_shown.reset();
        if (timeline) {
            showMessage(tr("Before the first event"), tr("Press → to go to the first event."));
        } else if (m_session.timelineState() != Session::TimelineState::Loading) {
            showMessage(tr("Nothing chosen"), tr("The event at the playhead is shown here."));
        }
        return;
    }
    m_wanted = Question{timeline, m_session.position() - 1, kShownBytes};
    if (m_shown && m_shown->timeline == timeline && m_shown->index == m_wanted->index) return;
    ask(*m_wanted);
}

void EventPage::ask(const Question& question)
{
    // One read at a time: while the user drags, the next one asks for where the playhead is then.
    if (m_asked || m_session.sourceState() != Session::SourceState::Open) return;
    m_asked = question;
    const replay::EventHead head = question.timeline->eventAt(question.index);
    const EventName name = eventName(*question.timeline, question.index);
    const QString title = QStringLiteral("#%1 %2").arg(QString::number(name.sequence), name.type);
    m_session.interactive().run<JsonView::Content>(
        tr("Reading the event"),
        [keep = question.timeline, head, maxBytes = question.maxBytes, title](TaskContext& task) {
            return readEvent(task, head, maxBytes, title);
        },
        this, [this, question](Result<JsonView::Content> content) { takeAnswer(question, std::move(content)); });
}

void EventPage::takeAnswer(const Question& question, Result<JsonView::Content> content)
{
    m_asked.reset();
    if (!m_wanted) return;
    if (*m_wanted != question) {
        ask(*m_wanted);
        return;
    }
    if (!content.ok()) {
        m_shown.reset();
        showMessage(tr("The event cannot be shown"), format::error(content.error()));
        return;
    }
    m_shown = question;
    m_content = std::move(content).value();
    showContent();
}

void EventPage::showContent()
{
    JsonView::Content content = m_content;
    m_proof = proofNote();
    if (!m_proof.isEmpty()) content.notes.prepend(m_proof);
    m_empty->hide();
    view().setContent(content);
    m_view->show();
}

QString EventPage::proofNote() const
{
    const auto& result = m_verification.result();
    if (!result) return {};
    const replay::EventHead head = m_shown->timeline->eventAt(m_shown->index);
    const auto badge = m_verification.badgeOf(m_shown->timeline->aggregateId(), head.id, head.pos);
    if (!badge) return {};
    QString note = QStringLiteral("%1 %2.").arg(badgeSign(*badge), badgeWord(*badge));
    if (head.pos)
        note += QLatin1Char(' ') +
                bracketText(verify::bracketOf(result->report, *head.pos), m_session.zone(), shownOf(result->report, head.id));
    return note;
}

void EventPage::showMessage(const QString& title, const QString& detail)
{
    if (m_view) {
        m_view->clear();
        m_view->hide();
    }
    m_empty->show(EmptyState::Kind::NoEvents, title, detail);
}

}  // namespace vci::ui
